package dev.clearcut.retention;

import dev.clearcut.MetricsDue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Shows, for all replicas, what is left to delete. */
@ApplicationScoped
@Startup
class DeletionMetrics {

  private static final Logger LOG = Logger.getLogger(DeletionMetrics.class);

  private final DeletionRepository repository;
  private volatile double waiting = Double.NaN;

  DeletionMetrics(DeletionRepository repository, MeterRegistry meters) {
    this.repository = repository;
    Gauge.builder("clearcut.deletions.waiting", () -> waiting)
        .description("Deleted cutouts of which something is left, here or at the vendor")
        .register(meters);
  }

  void measure(@Observes MetricsDue due) {
    try {
      waiting = repository.count();
    } catch (RuntimeException e) {
      LOG.debug("What is left to delete cannot be counted", e);
      waiting = Double.NaN;
    }
  }
}
