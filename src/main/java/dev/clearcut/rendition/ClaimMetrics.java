package dev.clearcut.rendition;

import dev.clearcut.MetricsDue;
import dev.clearcut.rendition.Renditions.OpenWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Shows what all replicas together are having made, and what those that died have left. */
@ApplicationScoped
@Startup
class ClaimMetrics {

  private static final Logger LOG = Logger.getLogger(ClaimMetrics.class);

  private final Renditions renditions;
  private final MeterRegistry meters;
  private volatile OpenWork open;

  ClaimMetrics(Renditions renditions, MeterRegistry meters) {
    this.renditions = renditions;
    this.meters = meters;
    gauge("clearcut.claims.held", "Renditions that some replica is having made", OpenWork::claimed);
    gauge(
        "clearcut.claims.overdue",
        "Renditions whose claim has run out and that nobody has taken over",
        OpenWork::overdue);
    gauge(
        "clearcut.claims.overdue.age.seconds",
        "How long ago the first of the overdue claims has run out",
        work -> work.longestOverdue().toMillis() / 1000.0);
  }

  private void gauge(String name, String description, ToDoubleFunction<OpenWork> figure) {
    Gauge.builder(name, () -> open == null ? Double.NaN : figure.applyAsDouble(open))
        .description(description)
        .register(meters);
  }

  void measure(@Observes MetricsDue due) {
    try {
      open = renditions.openWork();
    } catch (RuntimeException e) {
      LOG.debug("The claims cannot be counted", e);
      open = null;
    }
  }
}
