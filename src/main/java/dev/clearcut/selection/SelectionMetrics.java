package dev.clearcut.selection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** Times pictures, from the points to the store, and counts those that came late. */
@ApplicationScoped
@Startup
class SelectionMetrics {

  private final MeterRegistry meters;
  private final Timer shown;
  private final Timer late;

  /** What is rare is counted from zero on. */
  SelectionMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.shown = timer("shown");
    this.late = timer("late");
  }

  private Timer timer(String outcome) {
    return Timer.builder("clearcut.selections.pictures")
        .tag("outcome", outcome)
        .description("Pictures of points, from the request to the store")
        .register(meters);
  }

  Timer.Sample begin() {
    return Timer.start(meters);
  }

  /**
   * A picture is stored.
   *
   * @param isShown whether it is shown; else a newer one is
   */
  void ended(Timer.Sample begun, boolean isShown) {
    begun.stop(isShown ? shown : late);
  }
}
