package dev.clearcut.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bucket of requests for each caller; a bounded number of callers is remembered. */
@ApplicationScoped
class Buckets {

  private static final float LOAD_FACTOR = 0.75f;

  private final AccessConfig.RateLimit limit;
  private final TimeMeter time;
  private final Map<String, Bucket> byCaller;

  /**
   * @throws IllegalArgumentException naming the configuration key that is wrong
   */
  Buckets(AccessConfig config, InstantSource clock) {
    this.limit = config.rateLimit();
    this.time = meter(clock);
    this.byCaller = new LeastRecentlyUsed(limit.callers());
    require(limit.requests() >= 0, "requests must be 0 (no limit) or more");
    require(limit.per().toMillis() > 0, "per must be longer than 0, for example PT1M");
    require(limit.callers() > 0, "callers must be 1 or more");
  }

  boolean unlimited() {
    return limit.requests() == 0;
  }

  /** Takes one request out of the caller's bucket, if there is one. */
  ConsumptionProbe take(String caller) {
    return bucket(caller).tryConsumeAndReturnRemaining(1);
  }

  private synchronized Bucket bucket(String caller) {
    return byCaller.computeIfAbsent(caller, somebodyNew -> full());
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(
            bandwidth ->
                bandwidth.capacity(limit.requests()).refillGreedy(limit.requests(), limit.per()))
        .withCustomTimePrecision(time)
        .build();
  }

  private static void require(boolean valid, String sentence) {
    if (!valid) {
      throw new IllegalArgumentException("clearcut.access.rate-limit." + sentence);
    }
  }

  private static TimeMeter meter(InstantSource clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, Bucket> {

    private final int most;

    LeastRecentlyUsed(int most) {
      super(16, LOAD_FACTOR, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > most;
    }
  }
}
