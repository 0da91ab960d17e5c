package dev.clearcut.retention;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.rendition.VendorNames;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.work.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Does what is left of a deletion: the objects here and the files at the vendor. A vendor that is
 * down neither keeps the cutout alive nor is forgotten.
 */
@ApplicationScoped
class DeletionTask implements Task {

  static final String NAME = "deletion";

  private final DeletionRepository repository;
  private final ObjectStore store;
  private final BackgroundCut vendor;

  DeletionTask(DeletionRepository repository, ObjectStore store, BackgroundCut vendor) {
    this.repository = repository;
    this.store = store;
    this.vendor = vendor;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** When somebody else does it, that is looked at again when its claim has run out. */
  @Override
  public Optional<Instant> run(String cutoutId) {
    Optional<DeletionEntity> taken = repository.take(cutoutId);
    if (taken.isEmpty()) {
      return repository.claimedUntil(cutoutId);
    }
    try {
      finish(taken.get());
      return Optional.empty();
    } catch (RuntimeException e) {
      repository.release(taken.get());
      throw e;
    }
  }

  private void finish(DeletionEntity deletion) {
    deletion.objectKeys.forEach(store::delete);
    // Whoever has made way meanwhile may have bought a new result, at the vendor still.
    if (repository.renew(deletion)) {
      vendor.delete(VendorNames.files(deletion.sha256));
      repository.done(deletion);
    }
  }
}
