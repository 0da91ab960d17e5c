package dev.clearcut.mock.journal;

import dev.clearcut.mock.account.LedgerEntry;
import dev.clearcut.mock.call.CurrentCall;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Notes what a call cost. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Charges {

  private final CurrentCall current;

  Charges(CurrentCall current) {
    this.current = current;
  }

  void charged(@Observes LedgerEntry entry) {
    current.get().ifPresent(call -> call.charge(entry.credits()));
  }
}
