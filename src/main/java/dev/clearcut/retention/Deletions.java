package dev.clearcut.retention;

import dev.clearcut.Sleeper;
import dev.clearcut.problem.Problems;
import dev.clearcut.storage.ObjectStore;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Deletes cutouts: first the rows, in one transaction with a note of what is left to do; then, at
 * once but in the background ({@link DeletionTask}), the objects here and the files at the vendor.
 * So nobody who deletes waits for the store or the vendor.
 */
@ApplicationScoped
public class Deletions {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final DeletionRepository repository;
  private final ObjectStore store;
  private final InstantSource clock;
  private final Sleeper sleeper;

  Deletions(
      DeletionRepository repository, ObjectStore store, InstantSource clock, Sleeper sleeper) {
    this.repository = repository;
    this.store = store;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Deletes a cutout; what is left of it in the store and at the vendor goes in the background.
   *
   * @return whether there was such a cutout
   * @throws HttpProblem 409 while something of it is being made
   */
  public boolean delete(String cutoutId) {
    return repository.delete(cutoutId);
  }

  /** Whether anything is left to do for an earlier cutout of the same photo. */
  public boolean isLeft(String cutoutId) {
    return repository.exists(cutoutId);
  }

  /**
   * Removes what is left here of an earlier cutout of the same photo, so that a new one can begin.
   * What the vendor still has of it expires.
   *
   * @throws HttpProblem 409 when somebody else does not get it done
   */
  public void makeWay(String cutoutId) {
    Instant deadline = clock.instant().plus(PATIENCE);
    while (repository.exists(cutoutId)) {
      repository
          .take(cutoutId)
          .ifPresentOrElse(
              deletion -> {
                deletion.objectKeys.forEach(store::delete);
                repository.done(deletion);
              },
              () -> waitUntil(deadline));
    }
  }

  private void waitUntil(Instant deadline) {
    if (!clock.instant().isBefore(deadline)) {
      throw Problems.CUTOUT_BUSY.with(
          "An earlier cutout of the same photo is being deleted. Send the same request again.",
          LOOK_AGAIN);
    }
    sleeper.sleep(LOOK_AGAIN);
  }
}
