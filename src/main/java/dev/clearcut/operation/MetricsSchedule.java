package dev.clearcut.operation;

import dev.clearcut.MetricsDue;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Has the state of things measured now and then, rather than whenever somebody scrapes. */
@ApplicationScoped
class MetricsSchedule {

  private final Event<MetricsDue> due;

  MetricsSchedule(Event<MetricsDue> due) {
    this.due = due;
  }

  @Scheduled(every = "{clearcut.metrics.every}", concurrentExecution = ConcurrentExecution.SKIP)
  void measure() {
    due.fire(new MetricsDue());
  }
}
