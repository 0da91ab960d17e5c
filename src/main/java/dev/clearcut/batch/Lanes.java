package dev.clearcut.batch;

import dev.clearcut.api.model.PauseReason;
import dev.clearcut.cutout.CutoutService;
import dev.clearcut.cutout.CutoutService.Kept;
import dev.clearcut.photo.PhotoUrls;
import dev.clearcut.problem.Problems;
import dev.clearcut.problem.StorageProblems;
import dev.clearcut.storage.ObjectStoreException;
import dev.clearcut.work.Engine;
import dev.clearcut.work.Task;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes the items of all batches, one after the other in each of as many lanes as there are for all
 * replicas together. A lane is a task: it runs on one replica at a time, and on another one when
 * that dies. It serves the batches in turn. Should it run twice, claims see to it that nothing is
 * paid twice.
 */
@Singleton
class Lanes implements Task {

  private static final Logger LOG = Logger.getLogger(Lanes.class);

  /** After which a lane may go on somewhere else: so replicas that come later get their share. */
  private static final Duration SLICE = Duration.ofSeconds(10);

  /** What is due later than at once goes to whichever replica looks next. */
  private static final Duration ELSEWHERE = Duration.ofMillis(100);

  private final BatchSteps steps;
  private final CutoutService cutouts;
  private final PhotoUrls urls;
  private final BatchesConfig config;
  private final Engine engine;
  private final InstantSource clock;

  Lanes(
      BatchSteps steps,
      CutoutService cutouts,
      PhotoUrls urls,
      BatchesConfig config,
      Engine engine,
      InstantSource clock) {
    this.steps = steps;
    this.cutouts = cutouts;
    this.urls = urls;
    this.config = config;
    this.engine = engine;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "batch-lane";
  }

  /**
   * Has somebody watch the batch, who opens all lanes at once: part of the transaction of the
   * caller, who has locked the batch.
   */
  void open(BatchEntity batch) {
    engine.schedule(BatchWatch.NAME, batch.id);
  }

  /** Has all lanes work, each of them in a transaction of its own. */
  void openAll() {
    for (int lane = 1; lane <= config.parallel(); lane++) {
      engine.schedule(name(), String.valueOf(lane));
    }
  }

  @Override
  public Optional<Instant> run(String lane) {
    Instant until = clock.instant().plus(SLICE);
    for (ItemEntity left : steps.begunBy(lane)) {
      make(left);
    }
    Optional<ItemEntity> next = steps.begin(lane);
    while (next.isPresent()) {
      make(next.get());
      if (!clock.instant().isBefore(until)) {
        return Optional.of(clock.instant().plus(ELSEWHERE));
      }
      next = steps.begin(lane);
    }
    return Optional.empty();
  }

  /** Makes one item, or fetches its photo, and notes what became of it. */
  void make(ItemEntity item) {
    try {
      if (item.cutoutId == null) {
        steps.fetched(item, fetch(item));
        return;
      }
      cutouts
          .makeReady(item.cutoutId, steps.wanted(item))
          .ifPresentOrElse(later -> steps.postpone(item, later), () -> steps.ready(item));
    } catch (HttpProblem problem) {
      failed(item, problem);
    }
  }

  /** Twice does no harm: what is paid for goes by the bytes that came. */
  private Kept fetch(ItemEntity item) {
    try {
      return urls.fetch(
          urls.parse(item.imageUrl), photo -> cutouts.keep(photo, item.ref, steps.wanted(item)));
    } catch (ObjectStoreException e) {
      throw StorageProblems.describe(e);
    }
  }

  private void failed(ItemEntity item, HttpProblem problem) {
    Problems type = Problems.of(problem).orElse(Problems.UNFINISHED);
    switch (type) {
      case BUDGET_EXHAUSTED -> steps.pause(item, PauseReason.BUDGET_EXHAUSTED, problem);
      case INSUFFICIENT_CREDITS -> steps.pause(item, PauseReason.NO_CREDITS, problem);
      case VENDOR_KEY_REJECTED -> steps.pause(item, PauseReason.KEY_REJECTED, problem);
      case VENDOR_UNAVAILABLE -> steps.pause(item, PauseReason.VENDOR_AWAY, problem);
      case STORAGE_UNAVAILABLE -> steps.pause(item, PauseReason.STORE_AWAY, problem);
      case VENDOR_RATE_LIMITED, TOO_MUCH_WORK -> steps.postpone(item, comeBackAfter(problem));
      case VENDOR_FAILED,
          VENDOR_NOT_ANSWERING,
          UNFINISHED,
          STILL_BEING_MADE,
          PHOTO_TOO_SLOW,
          PHOTO_UNREACHABLE ->
          steps.tryAgain(item, type, problem);
      default -> steps.failed(item, type, problem);
    }
    LOG.infof("Item %s of batch %s: %s", item.ref, item.batchId, problem.getDetail());
  }

  private Duration comeBackAfter(HttpProblem problem) {
    return steps.retryAfter(problem).orElse(config.pause());
  }

  /** The lane in which only the first item of a paused batch is tried. */
  void probe(String batchId) {
    String lane = "probe-" + batchId;
    List<ItemEntity> left = steps.begunBy(lane);
    if (left.isEmpty()) {
      steps.beginProbe(lane, batchId).ifPresent(this::make);
    } else {
      left.forEach(this::make);
    }
  }
}
