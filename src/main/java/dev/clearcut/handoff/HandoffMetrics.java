package dev.clearcut.handoff;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** How many handoffs got how far. Each step is counted from zero on. */
@ApplicationScoped
@Startup
class HandoffMetrics {

  private final Counter opened;
  private final Counter signed;
  private final Counter completed;
  private final Counter uncertain;

  HandoffMetrics(MeterRegistry meters) {
    this.opened = step(meters, "opened");
    this.signed = step(meters, "signed");
    this.completed = step(meters, "completed");
    this.uncertain = step(meters, "uncertain");
  }

  private static Counter step(MeterRegistry meters, String step) {
    return meters.counter("clearcut.handoffs", "step", step);
  }

  void opened() {
    opened.increment();
  }

  void signed() {
    signed.increment();
  }

  void completed() {
    completed.increment();
  }

  void uncertain() {
    uncertain.increment();
  }
}
