package dev.clearcut.backgroundcut;

import dev.clearcut.Sleeper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
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

  private final RepeatRule rule;
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
    this.rule =
        new RepeatRule(config.most(), config.delay(), config.maxDelay(), config.longestHint());
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
    Optional<Duration> least = rule.leastWait(failure, attempts).filter(deadline::allows);
    if (least.isEmpty()) {
      return false;
    }
    Duration wait = RepeatRule.withJitter(least.get());
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
    return rule.most();
  }
}
