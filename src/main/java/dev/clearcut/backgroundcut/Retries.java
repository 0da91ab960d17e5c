package dev.clearcut.backgroundcut;

import dev.clearcut.Sleeper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Makes a call again when that is safe and worth it. Not left to {@code @Retry}, which knows no
 * deadline over all attempts, no budget over all requests, and sleeps a {@code Retry-After} out
 * however long it is.
 */
@ApplicationScoped
class Retries {

  private static final Logger LOG = Logger.getLogger(Retries.class);

  private final RetryConfig config;
  private final RetryBudget budget;
  private final Sleeper sleeper;
  private final VendorMetrics metrics;

  Retries(RetryConfig config, RetryBudget budget, Sleeper sleeper, VendorMetrics metrics) {
    this.config = config;
    this.budget = budget;
    this.sleeper = sleeper;
    this.metrics = metrics;
  }

  /**
   * Calls until there is a result.
   *
   * @param repeatable after which failures the call may be made again
   * @throws BackgroundCutException the last failure, with the number of attempts
   */
  <T> T call(Deadline deadline, Predicate<BackgroundCutException> repeatable, Supplier<T> attempt) {
    for (int attempts = 1; ; attempts++) {
      try {
        T result = attempt.get();
        budget.earn();
        return result;
      } catch (BackgroundCutException failure) {
        failure.after(attempts);
        if (!repeatable.test(failure) || !again(failure, attempts, deadline)) {
          throw failure;
        }
      }
    }
  }

  /**
   * Waits before a repeat, if there may be one.
   *
   * @return false, at once, when there were enough, when there is no time left, or no budget
   */
  boolean again(BackgroundCutException failure, int attempts, Deadline deadline) {
    Duration wait = wait(failure, attempts);
    if (attempts > config.most()
        || isTooLong(failure)
        || !deadline.allows(wait)
        || !budget.spend()) {
      return false;
    }
    metrics.retried(failure);
    LOG.infof("%s; again in %d ms", failure.getMessage(), wait.toMillis());
    sleeper.sleep(wait);
    return true;
  }

  /** Repeats of one call. */
  int most() {
    return config.most();
  }

  private boolean isTooLong(BackgroundCutException failure) {
    return failure
        .retryAfter()
        .filter(hint -> hint.compareTo(config.longestHint()) > 0)
        .isPresent();
  }

  /**
   * As long as {@code Retry-After} says, never less; without it, doubling from the first delay.
   * Jitter of up to a quarter is always added, so that callers do not come back in step.
   */
  private Duration wait(BackgroundCutException failure, int attempts) {
    long doubled = config.delay().toMillis() << Math.min(attempts - 1, Integer.SIZE);
    long own = Math.min(doubled, config.maxDelay().toMillis());
    long base = failure.retryAfter().map(Duration::toMillis).orElse(own);
    return Duration.ofMillis(base + ThreadLocalRandom.current().nextLong(base / 4 + 1));
  }
}
