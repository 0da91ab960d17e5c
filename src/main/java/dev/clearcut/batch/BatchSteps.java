package dev.clearcut.batch;

import static java.math.BigDecimal.ZERO;

import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.api.model.PauseReason;
import dev.clearcut.cutout.CutoutService.Kept;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.LazyCommit;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.Renditions;
import dev.clearcut.usage.Credits;
import dev.clearcut.variant.VariantSpec;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of an item from waiting to its end, each one short transaction; none is open while the
 * vendor is called. A step of somebody who does not work on the item any more changes nothing.
 */
@ApplicationScoped
class BatchSteps {

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 10;
  private static final int LONGEST_DETAIL = 2000;

  private final BatchRepository repository;
  private final Renditions renditions;
  private final Credits credits;
  private final Wanted wanted;
  private final BatchesConfig config;
  private final BatchMetrics metrics;
  private final LazyCommit lazyCommit;
  private final BatchNews news;
  private final InstantSource clock;

  BatchSteps(
      BatchRepository repository,
      Renditions renditions,
      Credits credits,
      Wanted wanted,
      BatchesConfig config,
      BatchMetrics metrics,
      LazyCommit lazyCommit,
      BatchNews news,
      InstantSource clock) {
    this.repository = repository;
    this.renditions = renditions;
    this.credits = credits;
    this.wanted = wanted;
    this.config = config;
    this.metrics = metrics;
    this.lazyCommit = lazyCommit;
    this.news = news;
    this.clock = clock;
  }

  /** What a lane had begun and not ended. */
  List<ItemEntity> begunBy(String lane) {
    return repository.begunBy(lane);
  }

  /** Begins the next item of the running batch whose turn it is. */
  @Transactional
  Optional<ItemEntity> begin(String lane) {
    lazyCommit.ofThisTransaction();
    return repository
        .nextBatch()
        .flatMap(id -> repository.find(id, LockModeType.PESSIMISTIC_WRITE))
        .filter(batch -> batch.status == BatchStatus.RUNNING)
        .flatMap(batch -> begin(lane, batch));
  }

  /** Begins the next item of a batch that is paused or cancelled, to see whether it can go on. */
  @Transactional
  Optional<ItemEntity> beginProbe(String lane, String batchId) {
    return repository
        .find(batchId, LockModeType.PESSIMISTIC_WRITE)
        .filter(batch -> batch.reason != PauseReason.ASKED)
        .flatMap(batch -> begin(lane, batch));
  }

  private Optional<ItemEntity> begin(String lane, BatchEntity batch) {
    Optional<ItemEntity> next = repository.nextItem(batch.id);
    next.ifPresent(
        item -> {
          batch.servedAt = clock.instant();
          if (item.creditsBefore == null && item.cutoutId != null) {
            item.creditsBefore = Wanted.spent(specs(batch), there(item));
          }
          item.tries++;
          item.become(ItemStatus.WORKING, batch);
          item.lane = lane;
        });
    return next;
  }

  Map<String, VariantSpec> wanted(ItemEntity item) {
    return wanted.of(repository.get(item.batchId));
  }

  /** The photo of the item is here. Nothing was paid for it yet, so its turn comes again. */
  @Transactional
  void fetched(ItemEntity begun, Kept kept) {
    change(
        begun,
        (item, batch) -> {
          item.cutoutId = kept.cutoutId();
          item.added = kept.added();
          item.imageUrl = null;
          item.tries = 0;
          if (batch.status == BatchStatus.CANCELLED) {
            end(item, batch, ItemStatus.CANCELLED);
          } else {
            item.become(ItemStatus.WAITING, batch);
          }
        });
  }

  /** All of the item is there. */
  @Transactional
  void ready(ItemEntity made) {
    change(
        made,
        (item, batch) -> {
          Collection<VariantSpec> specs = specs(batch);
          item.credits = Wanted.spent(specs, there(item)).subtract(item.creditsBefore).max(ZERO);
          item.saved = Wanted.price(specs, List.of()).subtract(item.credits).max(ZERO);
          end(item, batch, ItemStatus.READY);
          goOn(made, batch);
        });
  }

  /** The item cannot be made; the others are not touched. */
  @Transactional
  void failed(ItemEntity tried, Problems type, HttpProblem problem) {
    change(
        tried,
        (item, batch) -> {
          fail(item, batch, type, problem);
          goOn(tried, batch);
        });
  }

  private void fail(ItemEntity item, BatchEntity batch, Problems type, HttpProblem problem) {
    String detail = String.valueOf(problem.getDetail());
    item.problemType = type;
    item.problemDetail = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    if (item.cutoutId != null) {
      item.credits = Wanted.spent(specs(batch), there(item)).subtract(item.creditsBefore).max(ZERO);
    }
    end(item, batch, ItemStatus.FAILED);
  }

  /** The vendor failed: the item is tried again a while later, and not for ever. */
  @Transactional
  void tryAgain(ItemEntity tried, Problems type, HttpProblem problem) {
    change(
        tried,
        (item, batch) -> {
          if (item.tries >= config.tries()) {
            fail(item, batch, type, problem);
            goOn(tried, batch);
          } else {
            putBack(item, batch, retryAfter(problem).orElse(pause(item.tries)));
          }
        });
  }

  /** Nobody can say yet whether it is there; that is not held against the item. */
  @Transactional
  void postpone(ItemEntity begun, Duration pause) {
    change(begun, (item, batch) -> putBack(item, batch, pause));
  }

  private void putBack(ItemEntity item, BatchEntity batch, Duration pause) {
    if (batch.status == BatchStatus.CANCELLED && item.cutoutId == null) {
      end(item, batch, ItemStatus.CANCELLED);
      return;
    }
    item.notBefore = clock.instant().plus(pause);
    item.become(ItemStatus.WAITING, batch);
  }

  /**
   * No item can be made now: the batch pauses, and tries by itself to go on with one item. The
   * budget is said to have ended for the day; all else is tried seldom and more seldom. Of a batch
   * that was cancelled, the item is not waited for: nothing was paid.
   */
  @Transactional
  void pause(ItemEntity tried, PauseReason reason, HttpProblem problem) {
    change(
        tried,
        (item, batch) -> {
          if (batch.status == BatchStatus.CANCELLED) {
            end(item, batch, ItemStatus.CANCELLED);
            return;
          }
          item.tries--;
          item.become(ItemStatus.WAITING, batch);
          if (batch.status == BatchStatus.RUNNING
              || isProbe(tried) && batch.reason != PauseReason.ASKED) {
            PauseReason before = batch.reason;
            batch.pauses++;
            batch.pause(
                reason,
                reason == PauseReason.BUDGET_EXHAUSTED
                    ? credits.allowance(ZERO).resetsAt()
                    : clock.instant().plus(retryAfter(problem).orElse(pause(batch.pauses))));
            if (reason != before) {
              news.paused(batch);
            }
          }
        });
  }

  /** What was tried with one item goes well with the others, too; a photo by URL says nothing. */
  private void goOn(ItemEntity tried, BatchEntity batch) {
    if (!isProbe(tried) || tried.cutoutId == null) {
      return;
    }
    batch.pauses = 0;
    if (batch.status == BatchStatus.PAUSED && batch.reason != PauseReason.ASKED) {
      batch.run();
    }
  }

  private static boolean isProbe(ItemEntity item) {
    return item.lane.startsWith("probe-");
  }

  private Duration pause(int failures) {
    Duration pause = config.pause().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** What a problem says of when to come back. */
  Optional<Duration> retryAfter(HttpProblem problem) {
    return Optional.ofNullable(problem.getHeaders().get(HttpHeaders.RETRY_AFTER))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.toString())));
  }

  private void end(ItemEntity item, BatchEntity batch, ItemStatus how) {
    item.endedAt = clock.instant();
    item.notBefore = null;
    item.become(how, batch);
    metrics.ended(how);
    if (how != ItemStatus.READY && item.cutoutId != null) {
      renditions.givenUp(item.cutoutId);
    }
  }

  private interface Step {
    void take(ItemEntity item, BatchEntity batch);
  }

  private void change(ItemEntity seen, Step step) {
    Optional<BatchEntity> batch = repository.find(seen.batchId, LockModeType.PESSIMISTIC_WRITE);
    Optional<ItemEntity> item = batch.map(there -> repository.item(seen.id));
    if (item.isPresent()
        && item.get().status == ItemStatus.WORKING
        && seen.lane.equals(item.get().lane)) {
      step.take(item.get(), batch.get());
      endWhenAllHave(batch.get());
    }
  }

  /** Ends the batch when none of its items is open, unless it was cancelled, and tells of it. */
  void endWhenAllHave(BatchEntity batch) {
    if (repository.hasAny(
        batch.id, ItemStatus.WORKING, ItemStatus.WAITING, ItemStatus.WAITING_FOR_PHOTO)) {
      return;
    }
    if (!batch.hasEnded()) {
      boolean some = repository.hasAny(batch.id, ItemStatus.READY);
      boolean others = repository.hasAny(batch.id, ItemStatus.FAILED, ItemStatus.CANCELLED);
      batch.end(
          some && others ? BatchStatus.PARTLY : some ? BatchStatus.READY : BatchStatus.FAILED,
          clock.instant());
    }
    news.finished(batch);
  }

  private Collection<VariantSpec> specs(BatchEntity batch) {
    return wanted.of(batch).values();
  }

  private Collection<Rendition> there(ItemEntity item) {
    return renditions.of(List.of(item.cutoutId));
  }
}
