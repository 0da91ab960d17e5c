package dev.clearcut.backgroundcut;

import dev.clearcut.Sleeper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one place that decides whether a call is made again, and that makes it. Not left to
 * {@code @Retry}, which knows no deadline over all attempts, no budget over all requests, and
 * sleeps a {@code Retry-After} out however long it is.
 */
@ApplicationScoped
class Retries {

  private static final Logger LOG = Logger.getLogger(Retries.class);

  private final RetryConfig config;
  private final RetryBudget budget;
  private final VendorLimits limits;
  private final FailureMapper failures;
  private final Sleeper sleeper;
  private final VendorMetrics metrics;

  Retries(
      RetryConfig config,
      RetryBudget budget,
      VendorLimits limits,
      FailureMapper failures,
      Sleeper sleeper,
      VendorMetrics metrics) {
    this.config = config;
    this.budget = budget;
    this.limits = limits;
    this.failures = failures;
    this.sleeper = sleeper;
    this.metrics = metrics;
  }

  /**
   * Makes a free call until there is a result.
   *
   * @throws BackgroundCutException the last failure, with the number of attempts
   */
  <T> T call(String operation, Deadline deadline, Supplier<T> exchange) {
    return metrics.call(
        operation,
        () -> {
          for (int attempts = 1; ; attempts++) {
            try {
              return attempt(operation, exchange);
            } catch (BackgroundCutException failure) {
              failure.after(attempts);
              if (!again(failure, attempts, deadline)) {
                throw failure;
              }
            }
          }
        });
  }

  /** Makes a paid call; its caller looks for its results before it asks {@link #again}. */
  <T> T once(String operation, Supplier<T> exchange) {
    return metrics.call(operation, () -> attempt(operation, exchange));
  }

  /** What our limits say instead is known only out here. */
  private <T> T attempt(String operation, Supplier<T> exchange) {
    try {
      T result = limits.allCalls(exchange);
      budget.earn();
      return result;
    } catch (RuntimeException e) {
      throw failures.map(operation, e);
    }
  }

  /**
   * Waits before a repeat, if there may be one.
   *
   * @return false, at once, when another attempt would fail likewise, when there were enough, when
   *     there is no time left, or no budget
   */
  boolean again(BackgroundCutException failure, int attempts, Deadline deadline) {
    if (!failure.passes() || attempts > config.most() || isTooLong(failure)) {
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
