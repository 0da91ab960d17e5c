package dev.clearcut.backgroundcut;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits as long as {@code Retry-After} says, never less; without it, doubles from the retry's
 * delay. Jitter of up to a quarter is always added, so that callers do not come back in step.
 */
public class RetryAfterBackoff implements CustomBackoffStrategy {

  private static final long FIRST_DELAY_MILLIS = 250;
  private static final long LONGEST_DELAY_MILLIS = 10_000;

  private long next;

  @Override
  public void init(long initialDelayInMillis) {
    next = Math.max(FIRST_DELAY_MILLIS, initialDelayInMillis);
  }

  @Override
  public long nextDelayInMillis(Throwable failure) {
    long own = next;
    next = Math.min(LONGEST_DELAY_MILLIS, 2 * next);
    long base =
        failure instanceof BackgroundCutException known
            ? known.retryAfter().map(Duration::toMillis).orElse(own)
            : own;
    return base + ThreadLocalRandom.current().nextLong(Math.max(1, base / 4));
  }
}
