package dev.clearcut.work;

import dev.clearcut.MetricsDue;
import dev.clearcut.work.ScheduledTasks.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/** Shows what this replica works on, and what is due at all of them. */
@ApplicationScoped
@Startup
class WorkMetrics {

  private static final Logger LOG = Logger.getLogger(WorkMetrics.class);

  private final Dispatcher dispatcher;
  private final ScheduledTasks rows;
  private final MultiGauge due;
  private volatile double age = Double.NaN;

  WorkMetrics(Dispatcher dispatcher, ScheduledTasks rows, WorkConfig config, MeterRegistry meters) {
    this.dispatcher = dispatcher;
    this.rows = rows;
    Gauge.builder("clearcut.work.threads", dispatcher, Dispatcher::running)
        .tag("state", "busy")
        .description("Threads of this replica for work that no caller waits for")
        .register(meters);
    Gauge.builder("clearcut.work.threads", () -> config.threads() - dispatcher.running())
        .tag("state", "free")
        .description("Threads of this replica for work that no caller waits for")
        .register(meters);
    Gauge.builder("clearcut.work.queue", config::queue)
        .description("How many cutouts may be under way or wait for callers that do not wait")
        .register(meters);
    Gauge.builder("clearcut.work.waiting.age.seconds", () -> age)
        .description("For how long the first of what no replica has begun has been due")
        .register(meters);
    due =
        MultiGauge.builder("clearcut.work.due")
            .description("Work that runs or is due, at all replicas")
            .register(meters);
  }

  void measure(@Observes MetricsDue event) {
    try {
      List<Backlog> backlog = rows.backlog();
      due.register(
          dispatcher.tasks().stream()
              .map(task -> Row.of(Tags.of("task", task), () -> count(backlog, task)))
              .toList(),
          true);
      age =
          backlog.stream()
              .filter(part -> !part.picked())
              .mapToDouble(part -> part.longest().toMillis() / 1000.0)
              .max()
              .orElse(0);
    } catch (RuntimeException e) {
      LOG.debug("What is due cannot be counted", e);
      due.register(List.of(), true);
      age = Double.NaN;
    }
  }

  private static long count(List<Backlog> backlog, String task) {
    return backlog.stream()
        .filter(part -> part.task().equals(task))
        .mapToLong(Backlog::count)
        .sum();
  }
}
