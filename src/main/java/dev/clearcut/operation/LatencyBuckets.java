package dev.clearcut.operation;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * Gives our timers, and that of the requests, the buckets from which percentiles over all replicas
 * are computed: from a read of a stored variant to the vendor's longest time limit.
 */
final class LatencyBuckets implements MeterFilter {

  private static final double[] NANOSECONDS =
      DoubleStream.of(
              0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600)
          .map(seconds -> seconds * Duration.ofSeconds(1).toNanos())
          .toArray();

  @Produces
  @Singleton
  static MeterFilter latencyBuckets() {
    return new LatencyBuckets();
  }

  @Override
  public DistributionStatisticConfig configure(
      Meter.Id meter, DistributionStatisticConfig standard) {
    return isTimedByUs(meter)
        ? DistributionStatisticConfig.builder()
            .serviceLevelObjectives(NANOSECONDS)
            .build()
            .merge(standard)
        : standard;
  }

  private static boolean isTimedByUs(Meter.Id meter) {
    return meter.getType() == Meter.Type.TIMER
        && (meter.getName().startsWith("clearcut.")
            || meter.getName().equals("http.server.requests"));
  }
}
