package dev.clearcut.operation;

import dev.clearcut.Every;
import dev.clearcut.MetricsDue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has the state of things measured now and then, rather than whenever somebody scrapes: by each
 * replica for itself, so that this is no work of the engine.
 */
@ApplicationScoped
class MetricsSchedule {

  private static final Logger LOG = Logger.getLogger(MetricsSchedule.class);

  /** Until then a start has other things to do. */
  private static final Duration AFTER_THE_START = Duration.ofSeconds(2);

  private final Event<MetricsDue> due;
  private final MetricsConfig config;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "metrics");
            thread.setDaemon(true);
            return thread;
          });

  MetricsSchedule(Event<MetricsDue> due, MetricsConfig config) {
    this.due = due;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    Every.of(config.every())
        .ifPresent(
            every ->
                timer.scheduleWithFixedDelay(
                    this::measure,
                    Math.min(AFTER_THE_START.toMillis(), every.toMillis()),
                    every.toMillis(),
                    TimeUnit.MILLISECONDS));
  }

  /** Whatever goes wrong once must not end the schedule. */
  private void measure() {
    try {
      due.fire(new MetricsDue());
    } catch (RuntimeException e) {
      LOG.warn("Not everything could be measured", e);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }
}
