package dev.clearcut.handoff;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.work.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps the money of browsers that never came back in the books. */
@ApplicationScoped
class HandoffTask implements Task {

  static final String NAME = "handoff";

  private final HandoffRepository handoffs;
  private final BackgroundCut vendor;

  HandoffTask(HandoffRepository handoffs, BackgroundCut vendor) {
    this.handoffs = handoffs;
    this.vendor = vendor;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Instant> run(String id) {
    return handoffs.giveUp(id, vendor.processTimeLimit().orElse(Duration.ZERO));
  }
}
