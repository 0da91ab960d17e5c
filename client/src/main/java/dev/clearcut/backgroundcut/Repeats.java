package dev.clearcut.backgroundcut;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.function.Predicate;

/** How {@code @Retry} obeys {@link Gateways#RULE}: which failures pass, and {@code Retry-After}. */
final class Repeats {

  private Repeats() {}

  /** Whether another attempt makes sense; how many there are, {@code @Retry} says. */
  public static final class WhenItPasses implements Predicate<Throwable> {

    @Override
    public boolean test(Throwable failure) {
      return failure instanceof BackgroundCutException known
          && Gateways.RULE.leastWait(known, 1).isPresent();
    }
  }

  /** The wait before the next attempt; one object for each call. */
  public static final class AsTheVendorSays implements CustomBackoffStrategy {

    private int attempts;

    @Override
    public void init(long initialDelayInMillis) {
      attempts = 0;
    }

    @Override
    public long nextDelayInMillis(Throwable failure) {
      attempts = Math.min(attempts + 1, Gateways.RULE.most());
      Duration least =
          Gateways.RULE.leastWait((BackgroundCutException) failure, attempts).orElseThrow();
      return RepeatRule.withJitter(least).toMillis();
    }
  }
}
