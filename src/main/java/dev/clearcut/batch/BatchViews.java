package dev.clearcut.batch;

import dev.clearcut.api.model.Batch;
import dev.clearcut.api.model.BatchCounts;
import dev.clearcut.api.model.BatchCredits;
import dev.clearcut.api.model.BatchItem;
import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.batch.BatchRepository.Totals;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Batches and items as callers see them, made of rows. */
@Singleton
class BatchViews {

  private static final long MINUTE = 60_000;

  private final BatchRepository repository;
  private final Wanted wanted;
  private final InstantSource clock;

  BatchViews(BatchRepository repository, Wanted wanted, InstantSource clock) {
    this.repository = repository;
    this.wanted = wanted;
    this.clock = clock;
  }

  Batch of(BatchEntity batch) {
    Totals totals = repository.totals(batch.id);
    BigDecimal rate = rate(batch, totals);
    return new Batch(
        batch.id,
        batch.name,
        batch.createdAt,
        batch.startedAt,
        batch.endedAt,
        batch.status,
        batch.reason,
        batch.resumesAt,
        List.copyOf(wanted.of(batch).keySet()),
        new BatchCounts(
            totals.all(),
            totals.of(ItemStatus.WAITING_FOR_PHOTO),
            totals.of(ItemStatus.WAITING),
            totals.of(ItemStatus.WORKING),
            totals.of(ItemStatus.READY),
            totals.of(ItemStatus.FAILED),
            totals.of(ItemStatus.CANCELLED)),
        new BatchCredits(batch.estimated, totals.credits(), totals.saved()),
        rate,
        eta(totals, rate));
  }

  /** Items that ended within the last minute, or since the start as if it were a minute. */
  private BigDecimal rate(BatchEntity batch, Totals totals) {
    if (batch.status != BatchStatus.RUNNING) {
      return null;
    }
    long millis = Duration.between(batch.startedAt, clock.instant()).toMillis();
    return BigDecimal.valueOf(totals.lately() * MINUTE)
        .divide(
            BigDecimal.valueOf(Math.max(1000, Math.min(millis, MINUTE))), 1, RoundingMode.HALF_UP);
  }

  private Instant eta(Totals totals, BigDecimal rate) {
    if (rate == null || rate.signum() == 0) {
      return null;
    }
    long left = totals.of(ItemStatus.WAITING) + totals.of(ItemStatus.WORKING);
    return clock
        .instant()
        .plusMillis(BigDecimal.valueOf(left * MINUTE).divide(rate, 0, RoundingMode.UP).longValue());
  }

  static BatchItem of(ItemEntity item) {
    return new BatchItem(
        item.position,
        item.ref,
        item.status,
        item.cutoutId == null ? null : "/cutouts/" + item.cutoutId,
        item.credits,
        item.problemType == null ? null : item.problemType.with(item.problemDetail));
  }
}
