package dev.clearcut.retention;

import dev.clearcut.Every;
import dev.clearcut.api.model.RetentionRun;
import dev.clearcut.retention.CutoutInventory.Item;
import dev.clearcut.retention.CutoutInventory.Stock;
import dev.clearcut.work.RecurringTask;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Deletes cutouts that are too old, each as {@code DELETE /cutouts/{id}} does: rows first, then, in
 * the background, bytes, here and at the vendor. On several replicas at once each cutout is deleted
 * by one of them.
 */
@Startup
@ApplicationScoped
class Retention implements RecurringTask {

  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final Duration LEAST_KEEP = Duration.ofHours(1);
  private static final int MOST_IN_A_RUN = 500;
  private static final int MOST_IDS = 100;
  private static final int CONFLICT = 409;

  private final CutoutInventory inventory;
  private final Deletions deletions;
  private final RetentionConfig config;
  private final InstantSource clock;

  Retention(
      CutoutInventory inventory, Deletions deletions, RetentionConfig config, InstantSource clock) {
    config
        .keep()
        .filter(keep -> keep.compareTo(LEAST_KEEP) < 0)
        .ifPresent(
            keep -> {
              throw new IllegalArgumentException(
                  "clearcut.retention.keep is %s, and must be at least %s"
                      .formatted(keep, LEAST_KEEP));
            });
    this.inventory = inventory;
    this.deletions = deletions;
    this.config = config;
    this.clock = clock;
  }

  /** How long cutouts are kept; empty: for ever. */
  Optional<Duration> keep() {
    return config.keep();
  }

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public Optional<Duration> every() {
    return keep().flatMap(keep -> Every.of(config.every()));
  }

  @Override
  public void run() {
    if (keep().isPresent()) {
      while (run(keep().get()).more()) {
        LOG.debug("Retention goes on with the next cutouts");
      }
    }
  }

  /** What a run would delete. */
  RetentionRun dryRun(Duration keep) {
    Instant before = clock.instant().minus(keep);
    Stock stock = inventory.stockBefore(before);
    List<String> ids = inventory.madeBefore(before, MOST_IDS).stream().map(Item::id).toList();
    return new RetentionRun(
        true, before, stock.cutouts(), stock.bytes(), ids, 0L, stock.cutouts() > MOST_IN_A_RUN);
  }

  /** Deletes what is too old, but not more than a caller can wait for. */
  RetentionRun run(Duration keep) {
    Instant before = clock.instant().minus(keep);
    List<Item> old = inventory.madeBefore(before, MOST_IN_A_RUN + 1);
    List<Item> deleted = new ArrayList<>();
    long busy = 0;
    for (Item cutout : old.subList(0, Math.min(old.size(), MOST_IN_A_RUN))) {
      try {
        if (deletions.delete(cutout.id())) {
          deleted.add(cutout);
        }
      } catch (HttpProblem problem) {
        if (problem.getStatusCode() != CONFLICT) {
          throw problem;
        }
        busy++;
      }
    }
    inventory.forgetJobs(before);
    if (!deleted.isEmpty()) {
      LOG.infof("Deleted %d cutouts made before %s", deleted.size(), before);
    }
    return new RetentionRun(
        false,
        before,
        (long) deleted.size(),
        deleted.stream().mapToLong(Item::bytes).sum(),
        deleted.stream().limit(MOST_IDS).map(Item::id).toList(),
        busy,
        old.size() > MOST_IN_A_RUN && !deleted.isEmpty());
  }
}
