package dev.clearcut.operation;

import dev.clearcut.MetricsDue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonObject;
import java.util.List;

/** Shows each check of readiness as a figure, so that an alert can name the one that is down. */
@ApplicationScoped
class ReadinessMetrics {

  private final SmallRyeHealthReporter health;
  private final MultiGauge ready;

  ReadinessMetrics(SmallRyeHealthReporter health, MeterRegistry meters) {
    this.health = health;
    this.ready =
        MultiGauge.builder("clearcut.ready")
            .description("1 while this check of readiness is up, 0 while it is down")
            .register(meters);
  }

  void measure(@Observes MetricsDue due) {
    List<Row<?>> rows =
        health.getReadiness().getPayload().getJsonArray("checks").stream()
            .<Row<?>>map(check -> row(check.asJsonObject()))
            .toList();
    ready.register(rows, true);
  }

  private static Row<Number> row(JsonObject check) {
    return Row.of(
        Tags.of("check", check.getString("name")), "UP".equals(check.getString("status")) ? 1 : 0);
  }
}
