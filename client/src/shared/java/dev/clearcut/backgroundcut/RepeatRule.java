package dev.clearcut.backgroundcut;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a call that failed is made again, and when.
 *
 * @param most repeats of one call; 0 for none
 * @param delay wait before the first repeat when the vendor gives no hint; each further one doubles
 *     it
 * @param maxDelay most of such a wait
 * @param longestHint the longest {@code Retry-After} that is waited out
 */
record RepeatRule(int most, Duration delay, Duration maxDelay, Duration longestHint) {

  /**
   * The least wait before a repeat.
   *
   * @param attempts how often the call was made so far
   * @return empty when another attempt would fail likewise, when there were enough, or when the
   *     vendor wants to be left alone for longer than is waited
   */
  Optional<Duration> leastWait(BackgroundCutException failure, int attempts) {
    if (!failure.passes() || attempts > most || isTooLong(failure)) {
      return Optional.empty();
    }
    return failure.retryAfter().or(() -> Optional.of(doubled(attempts)));
  }

  private boolean isTooLong(BackgroundCutException failure) {
    return failure.retryAfter().filter(hint -> hint.compareTo(longestHint) > 0).isPresent();
  }

  private Duration doubled(int attempts) {
    long times = 1L << Math.min(attempts - 1, Integer.SIZE - 2);
    return delay.compareTo(maxDelay.dividedBy(times)) > 0 ? maxDelay : delay.multipliedBy(times);
  }

  /**
   * Never less, and up to a quarter more, so that callers do not come back in step. Not for times
   * of which the milliseconds cannot be counted.
   */
  static Duration withJitter(Duration least) {
    long quarter = least.dividedBy(4).toMillis();
    return least.plusMillis(ThreadLocalRandom.current().nextLong(quarter + 1));
  }
}
