package dev.clearcut.batch;

import dev.clearcut.api.model.Batch;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks once a second for what has changed in the batches that somebody watches here. However many
 * watch a batch, it is looked at once.
 */
@ApplicationScoped
class BatchFeeds {

  private static final Logger LOG = Logger.getLogger(BatchFeeds.class);
  private static final int MOST = 500;

  private final BatchRepository repository;
  private final BatchViews views;
  private final Map<String, CompletableFuture<Optional<Tick>>> awaited = new ConcurrentHashMap<>();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "batch-feeds");
            thread.setDaemon(true);
            return thread;
          });

  BatchFeeds(BatchRepository repository, BatchViews views) {
    this.repository = repository;
    this.views = views;
    timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * A batch as it was found.
   *
   * @param since the revision up to which {@code changes} go back; who knows less looks by itself
   * @param changes the items that changed after that, in order
   * @param view null when nothing has changed
   */
  record Tick(long since, long revision, List<ItemEntity> changes, Batch view) {}

  /** The next look at a batch; empty when nobody knows, because there is none or it failed. */
  CompletableFuture<Optional<Tick>> next(String batchId) {
    return awaited.computeIfAbsent(batchId, id -> new CompletableFuture<>());
  }

  private void look() {
    seen.keySet().retainAll(awaited.keySet());
    for (String id : List.copyOf(awaited.keySet())) {
      CompletableFuture<Optional<Tick>> waiting = awaited.remove(id);
      Optional<Tick> tick = Optional.empty();
      try {
        tick = repository.find(id, LockModeType.NONE).map(this::tick);
      } catch (RuntimeException e) {
        LOG.warnf("Batch %s cannot be looked at: %s", id, e.getMessage());
      } finally {
        waiting.complete(tick);
      }
    }
  }

  /** Changes that were made between the two queries are seen, and so belong to this look. */
  private Tick tick(BatchEntity batch) {
    Long before = seen.get(batch.id);
    if (before != null && before >= batch.revision) {
      return new Tick(before, before, List.of(), null);
    }
    List<ItemEntity> changes =
        before == null ? List.of() : repository.changes(batch.id, before, MOST);
    long last = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).revision;
    long revision = Math.max(batch.revision, last);
    seen.put(batch.id, revision);
    boolean all = before != null && changes.size() < MOST;
    return new Tick(all ? before : revision, revision, changes, views.of(batch));
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
    awaited.values().forEach(waiting -> waiting.complete(Optional.empty()));
  }
}
