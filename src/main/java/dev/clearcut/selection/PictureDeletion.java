package dev.clearcut.selection;

import dev.clearcut.storage.ObjectStore;
import dev.clearcut.work.Task;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Deletes a picture that is shown no more; the id is its key. */
@Singleton
class PictureDeletion implements Task {

  static final String NAME = "selection-picture";

  private final SelectionRepository repository;
  private final ObjectStore store;

  PictureDeletion(SelectionRepository repository, ObjectStore store) {
    this.repository = repository;
    this.store = store;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Instant> run(String objectKey) {
    if (!repository.isShown(objectKey)) {
      store.delete(objectKey);
    }
    return Optional.empty();
  }
}
