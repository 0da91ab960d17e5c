package dev.clearcut.selection;

import dev.clearcut.work.Task;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks after one selection: books a start as uncertain whose end nobody has seen, so that nothing
 * stays set aside for ever, and deletes what nobody has finished.
 */
@Singleton
class SelectionTask implements Task {

  static final String NAME = "selection";

  private final SelectionRepository repository;

  SelectionTask(SelectionRepository repository) {
    this.repository = repository;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Instant> run(String id) {
    repository.settle(id);
    return repository.sweep(id);
  }
}
