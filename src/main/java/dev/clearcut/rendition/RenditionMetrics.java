package dev.clearcut.rendition;

import dev.clearcut.problem.Problems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Times the steps of making a rendition that are ours, and counts how it ends; the vendor's steps
 * are timed where it is called.
 */
@ApplicationScoped
@Startup
class RenditionMetrics {

  private final MeterRegistry meters;
  private final Counter repurchases;
  private final Counter takenOver;

  /** What is rare is counted from zero on: the first one is an increase, too. */
  RenditionMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.repurchases = meters.counter("clearcut.repurchases");
    this.takenOver = meters.counter("clearcut.claims.taken.over");
  }

  <T> T time(String step, Supplier<T> work) {
    return meters.timer("clearcut.steps", "step", step).record(work);
  }

  /** A rendition is ready. */
  void ready() {
    ended("ready", "none", 1);
  }

  /** Renditions could not be made. */
  void failed(int renditions, Failure failure) {
    Problems problem = failure.type() == null ? Problems.UNFINISHED : failure.type();
    ended("failed", problem.name().toLowerCase(Locale.ROOT), renditions);
  }

  private void ended(String outcome, String problem, int renditions) {
    meters
        .counter("clearcut.renditions", "outcome", outcome, "problem", problem)
        .increment(renditions);
  }

  /** Renditions were paid for once more, because the vendor had lost them. */
  void repurchased(long renditions) {
    repurchases.increment(renditions);
  }

  /** Renditions whose holder died are gone on with. */
  void takenOver(int renditions) {
    takenOver.increment(renditions);
  }

  void time(String step, Runnable work) {
    meters.timer("clearcut.steps", "step", step).record(work);
  }
}
