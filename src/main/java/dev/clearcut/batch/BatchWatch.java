package dev.clearcut.batch;

import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.work.Task;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Watches one batch as long as something of it is to be done: opens lanes for items whose time has
 * come, and tries with one item whether a batch that paused by itself can go on.
 */
@Singleton
class BatchWatch implements Task {

  static final String NAME = "batch";

  private static final Duration OFTEN = Duration.ofSeconds(5);

  private final BatchRepository repository;
  private final Lanes lanes;
  private final InstantSource clock;

  BatchWatch(BatchRepository repository, Lanes lanes, InstantSource clock) {
    this.repository = repository;
    this.lanes = lanes;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Instant> run(String id) {
    return repository.find(id, LockModeType.NONE).flatMap(this::run);
  }

  private Optional<Instant> run(BatchEntity batch) {
    Instant now = clock.instant();
    switch (batch.status) {
      case RUNNING -> lanes.openAll();
      case PAUSED -> {
        if (batch.resumesAt == null) {
          return Optional.empty();
        }
        if (now.isBefore(batch.resumesAt)) {
          return Optional.of(batch.resumesAt);
        }
        lanes.probe(batch.id);
        return next(batch.id);
      }
      case CANCELLED -> {
        if (!repository.hasAny(batch.id, ItemStatus.WAITING)) {
          return Optional.empty();
        }
        lanes.probe(batch.id);
      }
      case OPEN, READY, PARTLY, FAILED -> {
        return Optional.empty();
      }
    }
    return Optional.of(clock.instant().plus(OFTEN));
  }

  /** After a try: at once when it went well, and soon when no item could be tried. */
  private Optional<Instant> next(String id) {
    Instant soon = clock.instant().plus(OFTEN);
    return repository
        .find(id, LockModeType.NONE)
        .map(
            batch ->
                batch.status != BatchStatus.PAUSED || batch.resumesAt == null
                    ? clock.instant()
                    : batch.resumesAt.isAfter(soon) ? batch.resumesAt : soon);
  }
}
