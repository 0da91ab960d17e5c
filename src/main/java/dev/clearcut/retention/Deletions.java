package dev.clearcut.retention;

import dev.clearcut.Sleeper;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.VendorNames;
import dev.clearcut.storage.ObjectStore;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Deletes cutouts: first the rows, in one transaction with a note of what is left to do; then, at
 * once but in the background, the objects here and the files at the vendor. So nobody who deletes
 * waits for the store or the vendor. What fails is tried again by a schedule until it is done, so a
 * vendor that is down neither keeps the cutout alive nor is forgotten.
 */
@ApplicationScoped
public class Deletions {

  private static final Logger LOG = Logger.getLogger(Deletions.class);
  private static final int MOST_DOUBLINGS = 7;
  private static final int MOST_AT_A_TIME = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final DeletionRepository repository;
  private final ObjectStore store;
  private final BackgroundCut vendor;
  private final DeletionWorkers workers;
  private final DeletionsConfig config;
  private final InstantSource clock;
  private final Sleeper sleeper;

  Deletions(
      DeletionRepository repository,
      ObjectStore store,
      BackgroundCut vendor,
      DeletionWorkers workers,
      DeletionsConfig config,
      InstantSource clock,
      Sleeper sleeper) {
    this.repository = repository;
    this.store = store;
    this.vendor = vendor;
    this.workers = workers;
    this.config = config;
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
    boolean deleted = repository.delete(cutoutId);
    if (deleted) {
      workers.start(() -> finish(cutoutId));
    }
    return deleted;
  }

  /** Whether anything is left to do for an earlier cutout of the same photo. */
  public boolean isLeft(String cutoutId) {
    return repository.exists(cutoutId);
  }

  /** Tries again what failed before. */
  @Scheduled(
      every = "{clearcut.deletions.retry-every}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void retry() {
    repository.due(MOST_AT_A_TIME).forEach(this::finish);
  }

  private void finish(String cutoutId) {
    repository
        .take(cutoutId)
        .ifPresent(
            deletion -> {
              try {
                deletion.objectKeys.forEach(store::delete);
                // Whoever has made way meanwhile may have bought a new result, at the vendor still.
                if (repository.renew(deletion)) {
                  vendor.delete(VendorNames.files(deletion.sha256));
                  repository.done(deletion);
                }
              } catch (RuntimeException e) {
                Duration pause = pause(deletion.attempts);
                LOG.warnf(
                    e,
                    "Cutout %s is deleted, but something of it is left; next try in %s",
                    cutoutId,
                    pause);
                repository.postpone(deletion, pause);
              }
            });
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

  private Duration pause(int attempts) {
    return config.pause().multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
  }
}
