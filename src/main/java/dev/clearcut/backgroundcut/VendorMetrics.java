package dev.clearcut.backgroundcut;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.Supplier;

/** Times what is asked of the vendor, by operation and outcome. */
@ApplicationScoped
class VendorMetrics {

  private final MeterRegistry meters;

  VendorMetrics(MeterRegistry meters, RetryBudget budget) {
    this.meters = meters;
    Gauge.builder("clearcut.vendor.retry.budget", budget, RetryBudget::left)
        .description("Repeats of vendor calls that the shared budget still allows")
        .register(meters);
  }

  /**
   * Drops the counters of rate limits that SmallRye Fault Tolerance 6.10 makes at first: they have
   * the tag of a bulkhead, the ones that it counts with have their own, and Prometheus takes only
   * one of the two.
   */
  @Produces
  @Singleton
  static MeterFilter withoutWronglyTaggedRateLimits() {
    return MeterFilter.deny(
        meter ->
            meter.getName().startsWith("ft.ratelimit") && meter.getTag("bulkheadResult") != null);
  }

  /** A call is made again after this failure. */
  void retried(BackgroundCutException failure) {
    meters
        .counter(
            "clearcut.vendor.retries", "operation", failure.operation(), "outcome", word(failure))
        .increment();
  }

  /** A call as its caller sees it, repetitions included. */
  <T> T call(String operation, Supplier<T> call) {
    return timed("clearcut.vendor.calls", operation, call);
  }

  /** One exchange with the vendor. */
  <T> T attempt(String operation, Supplier<T> attempt) {
    return timed("clearcut.vendor.attempts", operation, attempt);
  }

  private <T> T timed(String name, String operation, Supplier<T> work) {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "error";
    try {
      T result = work.get();
      outcome = "ok";
      return result;
    } catch (BackgroundCutException e) {
      outcome = word(e);
      throw e;
    } finally {
      sample.stop(meters.timer(name, "operation", operation, "outcome", outcome));
    }
  }

  /** For example {@code key_rejected}. */
  private static String word(BackgroundCutException failure) {
    return failure
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }
}
