package dev.clearcut.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether an object can be stored, found and deleted; tried at most every few seconds, and by one
 * probe at a time. A store that does not answer in a few seconds counts as down. As long as its
 * probe hangs, no other one is begun, and callers are told so at once.
 */
@Readiness
@ApplicationScoped
class StorageHealth implements HealthCheck {

  static final String NAME = "storage";

  private static final Logger LOG = Logger.getLogger(StorageHealth.class);
  private static final Duration VALID = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ObjectStore store;
  private final InstantSource clock;
  private final Executor executor;
  private final Duration patience;
  private final String key = "health/" + UUID.randomUUID();
  private Probe last;

  @Inject
  StorageHealth(ObjectStore store, InstantSource clock, ManagedExecutor executor) {
    this(store, clock, executor, PATIENCE);
  }

  /**
   * @param patience how long a probe may take before the store counts as down
   */
  StorageHealth(ObjectStore store, InstantSource clock, Executor executor, Duration patience) {
    this.store = store;
    this.clock = clock;
    this.executor = executor;
    this.patience = patience;
  }

  /**
   * One try.
   *
   * @param work ends when the store has answered, however late
   * @param answer what callers are told: that of the work, or, in time, that it did not come
   */
  private record Probe(
      Instant began, CompletableFuture<Boolean> work, CompletableFuture<Boolean> answer) {

    /** Whether another one may begin: this one has ended, and says nothing of now. */
    boolean isOver(Instant now) {
      boolean late = work.isDone() && !work.join().equals(answer.join());
      return work.isDone() && (late || !now.isBefore(began.plus(VALID)));
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named(NAME).status(current().answer().join()).build();
  }

  private synchronized Probe current() {
    if (last == null || last.isOver(clock.instant())) {
      CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(this::works, executor);
      last = new Probe(clock.instant(), work, inTime(work));
    }
    return last;
  }

  private CompletableFuture<Boolean> inTime(CompletableFuture<Boolean> work) {
    return work.copy().completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean works() {
    try {
      Path file = Files.createTempFile("clearcut-", ".health");
      try {
        Files.writeString(file, NAME);
        store.put(key, file);
        boolean there = store.size(key).isPresent();
        store.delete(key);
        return there;
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (RuntimeException | IOException e) {
      LOG.warnf(e, "The object store does not work");
      return false;
    }
  }
}
