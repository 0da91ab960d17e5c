package dev.clearcut.cutout;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * Times the steps of making a rendition that are ours; the vendor's are timed where it is called.
 */
@ApplicationScoped
class Steps {

  private final MeterRegistry meters;

  Steps(MeterRegistry meters) {
    this.meters = meters;
  }

  <T> T time(String step, Supplier<T> work) {
    return meters.timer("clearcut.steps", "step", step).record(work);
  }

  void time(String step, Runnable work) {
    meters.timer("clearcut.steps", "step", step).record(work);
  }
}
