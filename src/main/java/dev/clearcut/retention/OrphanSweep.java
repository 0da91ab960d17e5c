package dev.clearcut.retention;

import dev.clearcut.Every;
import dev.clearcut.rendition.ObjectKeys;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.storage.StoredObject;
import dev.clearcut.work.RecurringTask;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Deletes objects that no row holds and that are too old to be just on their way into one, such as
 * those of a request that crashed between its object and its row. Names of objects are never used
 * twice, so what is an orphan stays one, and any number of replicas may sweep at once.
 */
@Startup
@ApplicationScoped
class OrphanSweep implements RecurringTask {

  private static final Logger LOG = Logger.getLogger(OrphanSweep.class);
  private static final Duration LEAST_GRACE = Duration.ofHours(1);
  private static final int BATCH = 500;

  private final ObjectStore store;
  private final CutoutInventory cutouts;
  private final SweepConfig config;
  private final InstantSource clock;

  OrphanSweep(ObjectStore store, CutoutInventory cutouts, SweepConfig config, InstantSource clock) {
    if (config.orphanGrace().compareTo(LEAST_GRACE) < 0) {
      throw new IllegalArgumentException(
          "clearcut.storage.orphan-grace is %s, and must be at least %s"
              .formatted(config.orphanGrace(), LEAST_GRACE));
    }
    this.store = store;
    this.cutouts = cutouts;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What a sweep deleted.
   *
   * @param bytes of all of them
   */
  record Swept(int objects, long bytes) {}

  @Override
  public String name() {
    return "orphan-sweep";
  }

  @Override
  public Optional<Duration> every() {
    return Every.of(config.sweepEvery());
  }

  @Override
  public void run() {
    sweep();
  }

  Swept sweep() {
    Instant before = clock.instant().minus(config.orphanGrace());
    store.discardUnfinished(before);
    if (cutouts.isEmpty()) {
      LOG.info(
          "The database has no cutouts. It may be the wrong one, so the sweep deletes no object");
      return new Swept(0, 0);
    }
    Batches batches = new Batches();
    store.list(
        ObjectKeys.FOLDER,
        object -> {
          if (object.storedAt().isBefore(before)) {
            batches.add(object);
          }
        });
    Swept swept = batches.end();
    if (swept.objects() > 0) {
      LOG.infof(
          "Deleted %d objects that belong to nothing, %d bytes", swept.objects(), swept.bytes());
    }
    return swept;
  }

  /** Asks the database about many objects at a time. */
  private class Batches {

    private final List<StoredObject> waiting = new ArrayList<>();
    private int objects;
    private long bytes;

    void add(StoredObject object) {
      waiting.add(object);
      if (waiting.size() == BATCH) {
        sweepWaiting();
      }
    }

    Swept end() {
      if (!waiting.isEmpty()) {
        sweepWaiting();
      }
      return new Swept(objects, bytes);
    }

    private void sweepWaiting() {
      Set<String> held = cutouts.held(waiting.stream().map(StoredObject::key).toList());
      for (StoredObject object : waiting) {
        if (!held.contains(object.key())) {
          store.delete(object.key());
          objects++;
          bytes += object.size();
        }
      }
      waiting.clear();
    }
  }
}
