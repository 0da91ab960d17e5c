package dev.clearcut.batch;

import dev.clearcut.MetricsDue;
import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.batch.BatchRepository.Open;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Shows how far batches are: what is open in the database for all, what ended in this process. */
@ApplicationScoped
@Startup
class BatchMetrics {

  private static final Logger LOG = Logger.getLogger(BatchMetrics.class);
  private static final double MILLIS = 1000;

  private final BatchRepository repository;
  private final MeterRegistry meters;
  private volatile Open open;

  BatchMetrics(BatchRepository repository, MeterRegistry meters, InstantSource clock) {
    this.repository = repository;
    this.meters = meters;
    for (BatchStatus status : new BatchStatus[] {BatchStatus.RUNNING, BatchStatus.PAUSED}) {
      gauge(
          Gauge.builder(
                  "clearcut.batches.open", () -> of(it -> it.batches().getOrDefault(status, 0L)))
              .tag("status", status.value())
              .description("Batches that are started and have not ended"));
    }
    for (ItemStatus status : new ItemStatus[] {ItemStatus.WAITING, ItemStatus.WORKING}) {
      gauge(
          Gauge.builder(
                  "clearcut.batches.items", () -> of(it -> it.items().getOrDefault(status, 0L)))
              .tag("status", status.value())
              .description("Items of started batches that have not ended"));
    }
    gauge(
        Gauge.builder(
                "clearcut.batches.unserved.age.seconds",
                () ->
                    of(
                        it ->
                            it.unserved() == null
                                ? 0
                                : Duration.between(it.unserved(), clock.instant()).toMillis()
                                    / MILLIS))
            .description(
                "How long ago an item was last begun, of the running batch that waits longest"));
    counter(ItemStatus.READY);
    counter(ItemStatus.FAILED);
    counter(ItemStatus.CANCELLED);
  }

  /** Counts an item that ended. */
  void ended(ItemStatus how) {
    counter(how).increment();
  }

  private Counter counter(ItemStatus how) {
    return Counter.builder("clearcut.batches.items.ended")
        .tag("status", how.value())
        .description("Items that ended")
        .register(meters);
  }

  private void gauge(Gauge.Builder<?> gauge) {
    gauge.register(meters);
  }

  private double of(ToDoubleFunction<Open> figure) {
    return open == null ? Double.NaN : figure.applyAsDouble(open);
  }

  void measure(@Observes MetricsDue due) {
    try {
      open = repository.open();
    } catch (RuntimeException e) {
      LOG.debug("The open batches cannot be counted", e);
      open = null;
    }
  }
}
