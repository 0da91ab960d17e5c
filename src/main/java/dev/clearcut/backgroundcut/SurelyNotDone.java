package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Failures after which even a paid call is repeated: a 429 says that nothing was done. A wait
 * longer than a caller would sit through is not waited out here; the caller gets the hint instead.
 */
public class SurelyNotDone implements Predicate<Throwable> {

  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  @Override
  public boolean test(Throwable failure) {
    return failure instanceof RateLimited limited
        && limited.retryAfter().orElse(Duration.ZERO).compareTo(LONGEST_WAIT) <= 0;
  }
}
