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
    if (attempts > config.most() || isTooLong(failure)) {
      return false;
    }
    Duration least = failure.retryAfter().orElseGet(() -> doubled(attempts));
    if (!deadline.allows(least)) {
      return false;
    }
    Duration wait = withJitter(least);
    if (!deadline.allows(wait) || !budget.spend()) {
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

  /** The wait before a repeat when the vendor gives no hint. */
  private Duration doubled(int attempts) {
    long times = 1L << Math.min(attempts - 1, Integer.SIZE - 2);
    return config.delay().compareTo(config.maxDelay().dividedBy(times)) > 0
        ? config.maxDelay()
        : config.delay().multipliedBy(times);
  }

  /**
   * Never less, and up to a quarter more, so that callers do not come back in step. Only for what
   * the deadline allows: of a longer time the milliseconds may not be countable.
   */
  private static Duration withJitter(Duration least) {
    long quarter = least.dividedBy(4).toMillis();
    return least.plusMillis(ThreadLocalRandom.current().nextLong(quarter + 1));
  }
}
