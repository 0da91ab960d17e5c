package dev.clearcut.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service with little of everything that can run out: two credits a day, one cutout at a time
 * in the background and none that waits, one call at a time, a circuit breaker that opens after two
 * failures and stays open, no repeats, no page.
 */
public class Scarce implements QuarkusTestProfile {

  private static final AtomicLong DAYS = new AtomicLong();
  private static final String CALLS = "dev.clearcut.backgroundcut.VendorCalls/";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "clearcut.credits.daily-budget",
        "2.0",
        "clearcut.credits.balance-recheck",
        "PT1M",
        "clearcut.work.threads",
        "1",
        "clearcut.work.queue",
        "1",
        "clearcut.backgroundcut.retry.most",
        "0",
        CALLS + "CircuitBreaker/requestVolumeThreshold",
        "4",
        CALLS + "CircuitBreaker/delay",
        "600000",
        "dev.clearcut.backgroundcut.VendorLimits/allCalls/Bulkhead/value",
        "1",
        "clearcut.page.enabled",
        "false");
  }

  /**
   * Six hours before the end of a day on which no other test has spent anything: of two that are
   * asked for the second is later, because time does not run backwards.
   */
  public static Instant anEvening() {
    return Instant.parse("2100-01-01T18:00:00Z").plus(Duration.ofDays(DAYS.addAndGet(2)));
  }
}
