package dev.clearcut.batch;

import static java.math.BigDecimal.ZERO;
import static java.util.stream.Collectors.groupingBy;

import dev.clearcut.api.model.BatchEstimate;
import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.Budget;
import dev.clearcut.api.model.ItemRequest;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.api.model.PauseReason;
import dev.clearcut.cutout.CutoutService;
import dev.clearcut.cutout.CutoutService.Kept;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.Renditions;
import dev.clearcut.usage.Allowance;
import dev.clearcut.usage.Credits;
import dev.clearcut.variant.VariantSpec;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Opens, fills, starts, pauses and ends batches; {@link Lanes} make what is started. */
@ApplicationScoped
class Batches {

  private static final int AT_A_TIME = 500;

  private final BatchRepository repository;
  private final CutoutService cutouts;
  private final Renditions renditions;
  private final Credits credits;
  private final Wanted wanted;
  private final Lanes lanes;
  private final BatchNews news;
  private final InstantSource clock;

  Batches(
      BatchRepository repository,
      CutoutService cutouts,
      Renditions renditions,
      Credits credits,
      Wanted wanted,
      Lanes lanes,
      BatchNews news,
      InstantSource clock) {
    this.repository = repository;
    this.cutouts = cutouts;
    this.renditions = renditions;
    this.credits = credits;
    this.wanted = wanted;
    this.lanes = lanes;
    this.news = news;
    this.clock = clock;
  }

  /** Opens a batch whose items have no photos yet. */
  @Transactional
  BatchEntity open(String name, Map<String, VariantSpec> variants, List<ItemRequest> requests) {
    BatchEntity batch = new BatchEntity();
    batch.id = UUID.randomUUID().toString().replace("-", "");
    batch.name = name;
    batch.createdAt = clock.instant();
    batch.status = BatchStatus.OPEN;
    batch.wanted = wanted.write(variants);
    batch.size = requests.size();
    batch.estimated = price(variants, requests.size());
    List<ItemEntity> items = new ArrayList<>();
    for (ItemRequest request : requests) {
      items.add(ItemEntity.of(batch, items.size() + 1, request));
    }
    repository.add(batch, items);
    return batch;
  }

  /**
   * What a batch of these photos would cost; each is looked at, and none is kept.
   *
   * @param others how many more are to be fetched; they are not looked at
   */
  BatchEstimate estimate(Map<String, VariantSpec> variants, List<Path> photos, int others) {
    List<String> ids =
        photos.stream().map(photo -> cutouts.inspect(photo, variants)).distinct().toList();
    return estimate(
        photos.size() + others,
        ids.size(),
        price(variants.values(), ids).add(price(variants, others)));
  }

  private BatchEstimate estimate(int items, int photos, BigDecimal price) {
    Allowance allowance = credits.allowance(price);
    return new BatchEstimate(
        items,
        photos,
        price,
        allowance.refusal().isEmpty(),
        allowance.refusal().orElse(null),
        allowance
            .dailyBudget()
            .map(daily -> new Budget(daily, allowance.committed(), allowance.resetsAt()))
            .orElse(null));
  }

  /**
   * An item after its photo was sent.
   *
   * @param stored whether this photo was not there before
   */
  record Filled(ItemEntity item, boolean stored) {}

  /**
   * Takes the photo of an item.
   *
   * @throws HttpProblem 404 when there is no such item, 409 when it has another photo or the batch
   *     takes no more, 422 when the photo cannot be used; then the item waits for another one
   */
  Filled fill(String batchId, String ref, Path photo) {
    BatchEntity batch = repository.get(batchId);
    ItemEntity item =
        repository
            .item(batchId, ref)
            .orElseThrow(
                () ->
                    Problems.NO_SUCH_RESOURCE.with(
                        ("The batch has no item \"%s\". GET /batches/%s/items lists its items; a"
                                + " batch takes no more than those with which it was opened.")
                            .formatted(ref, batchId)));
    if (item.cutoutId == null) {
      refuseUnlessOpen(batch, item);
    }
    Kept kept = cutouts.keep(photo, ref, wanted.of(batch));
    return QuarkusTransaction.requiringNew().call(() -> fill(batchId, item.id, kept));
  }

  private Filled fill(String batchId, String itemId, Kept kept) {
    BatchEntity batch = repository.lock(batchId);
    ItemEntity item = repository.item(itemId);
    if (item.cutoutId != null) {
      if (item.cutoutId.equals(kept.cutoutId())) {
        return new Filled(item, false);
      }
      throw Problems.ITEM_TAKEN.with(
          ("The item \"%s\" has another photo already. Open another batch for this one, or give it"
                  + " another ref.")
              .formatted(item.ref));
    }
    refuseUnlessOpen(batch, item);
    item.cutoutId = kept.cutoutId();
    item.added = kept.added();
    item.become(ItemStatus.WAITING, batch);
    if (batch.status == BatchStatus.RUNNING) {
      lanes.open(batch);
    }
    return new Filled(item, true);
  }

  private static void refuseUnlessOpen(BatchEntity batch, ItemEntity item) {
    if (item.imageUrl != null) {
      throw Problems.BATCH_STATE.with(
          "The photo of the item is fetched from its imageUrl, so the item takes none. Open another"
              + " batch.");
    }
    if (batch.hasEnded() || item.status != ItemStatus.WAITING_FOR_PHOTO) {
      throw Problems.BATCH_STATE.with(
          "The batch is %s and the item is %s, so it takes no photo. Open another batch."
              .formatted(batch.status.value(), item.status.value()));
    }
  }

  /** Notes that the photo of an item cannot be used, where nobody could send another one. */
  @Transactional
  void refused(String batchId, String ref, HttpProblem problem) {
    BatchEntity batch = repository.lock(batchId);
    ItemEntity item = repository.item(batchId, ref).orElseThrow();
    item.problemType = Problems.of(problem).orElse(Problems.UNUSABLE_PHOTO);
    item.problemDetail = problem.getDetail();
    item.endedAt = clock.instant();
    item.become(ItemStatus.FAILED, batch);
  }

  /**
   * Starts a batch, or nothing when it goes on already.
   *
   * @param skipMissing whether items without a photo are cancelled
   * @throws HttpProblem 409 when there are such items, or when it has ended
   */
  @Transactional
  BatchEntity start(String id, boolean skipMissing) {
    BatchEntity batch = repository.lock(id);
    if (batch.status != BatchStatus.OPEN) {
      if (batch.status == BatchStatus.RUNNING || batch.status == BatchStatus.PAUSED) {
        return batch;
      }
      throw wrong(batch, "started", "Open another batch, or POST …/retry for what failed");
    }
    List<ItemEntity> missing =
        repository.items(id, Optional.of(ItemStatus.WAITING_FOR_PHOTO), 0, 3);
    if (!missing.isEmpty() && !skipMissing) {
      throw Problems.BATCH_STATE.with(
          ("Items without a photo: %s%s. Send their photos (GET"
                  + " …/items?status=waiting-for-photo lists them), or start with"
                  + " ?skipMissing=true, which cancels them.")
              .formatted(
                  missing.stream().map(item -> '"' + item.ref + '"').toList(),
                  missing.size() == 3 ? ", and perhaps more" : ""));
    }
    if (!missing.isEmpty()) {
      repository.cancel(batch, ItemStatus.WAITING_FOR_PHOTO);
    }
    if (!repository.hasAny(id, ItemStatus.WAITING)) {
      if (!missing.isEmpty()) {
        throw Problems.BATCH_STATE.with(
            "No item of the batch has a photo. PUT /batches/%s/items/{ref} sends one."
                .formatted(id));
      }
      batch.startedAt = clock.instant();
      batch.end(BatchStatus.FAILED, clock.instant());
      news.finished(batch);
      return batch;
    }
    batch.startedAt = clock.instant();
    batch.estimated =
        price(wanted.of(batch).values(), repository.cutouts(id))
            .add(price(wanted.of(batch), repository.countToFetch(id)));
    batch.run();
    lanes.open(batch);
    return batch;
  }

  /** Pauses a batch until somebody resumes it. */
  @Transactional
  BatchEntity pause(String id) {
    BatchEntity batch = repository.lock(id);
    if (batch.status != BatchStatus.RUNNING && batch.status != BatchStatus.PAUSED) {
      throw wrong(batch, "paused", "Only a running batch can");
    }
    if (batch.reason != PauseReason.ASKED) {
      batch.pause(PauseReason.ASKED, null);
      news.paused(batch);
    }
    return batch;
  }

  /** Goes on with a paused batch. */
  @Transactional
  BatchEntity resume(String id) {
    BatchEntity batch = repository.lock(id);
    if (batch.status == BatchStatus.PAUSED) {
      batch.pauses = 0;
      batch.run();
      lanes.open(batch);
    } else if (batch.status != BatchStatus.RUNNING) {
      throw wrong(batch, "resumed", "Only a paused batch can");
    }
    return batch;
  }

  /** Cancels what was never begun; the rest ends by itself. */
  @Transactional
  BatchEntity cancel(String id) {
    BatchEntity batch = repository.lock(id);
    if (batch.status == BatchStatus.CANCELLED) {
      return batch;
    }
    if (batch.hasEnded()) {
      throw wrong(batch, "cancelled", "It has ended, and its results stay");
    }
    repository.cancel(batch, ItemStatus.WAITING_FOR_PHOTO);
    repository.cancel(batch, ItemStatus.WAITING);
    batch.end(BatchStatus.CANCELLED, clock.instant());
    if (repository.hasAny(id, ItemStatus.WAITING, ItemStatus.WORKING)) {
      lanes.open(batch);
    } else {
      news.finished(batch);
    }
    return batch;
  }

  /** Begins anew with what failed. */
  @Transactional
  BatchEntity retry(String id) {
    BatchEntity batch = repository.lock(id);
    if (batch.status == BatchStatus.OPEN || batch.status == BatchStatus.CANCELLED) {
      throw wrong(batch, "tried again", "Open another batch, or start this one first");
    }
    int again = repository.retryFailed(batch);
    if (again > 0 && batch.status != BatchStatus.PAUSED) {
      batch.run();
      lanes.open(batch);
    }
    if (again == 0 && batch.hasEnded()) {
      throw wrong(batch, "tried again", "No item with a photo or an imageUrl has failed");
    }
    return batch;
  }

  /**
   * Deletes a batch, and the cutouts that it made and that nothing else uses.
   *
   * @throws HttpProblem 409 while it goes on
   */
  void delete(String id) {
    Set<String> names = wanted.of(repository.get(id)).keySet();
    List<String> own = QuarkusTransaction.requiringNew().call(() -> remove(id));
    own.forEach(cutout -> cutouts.deleteUnused(cutout, names));
  }

  private List<String> remove(String id) {
    BatchEntity batch = repository.lock(id);
    if (batch.status == BatchStatus.RUNNING || batch.status == BatchStatus.PAUSED) {
      throw wrong(batch, "deleted", "POST …/cancel first");
    }
    if (batch.hasEnded() && repository.hasAny(id, ItemStatus.WORKING, ItemStatus.WAITING)) {
      throw Problems.BATCH_STATE.with(
          "The last items of the batch are being finished. Delete it when they have ended.");
    }
    List<String> own = repository.ownCutouts(id);
    repository.remove(batch);
    return own;
  }

  private static HttpProblem wrong(BatchEntity batch, String what, String then) {
    return Problems.BATCH_STATE.with(
        "The batch is %s, so it cannot be %s. %s.".formatted(batch.status.value(), what, then));
  }

  /** Of so many photos of which nothing is here. */
  private static BigDecimal price(Map<String, VariantSpec> variants, long photos) {
    return photos == 0
        ? ZERO
        : Wanted.price(variants.values(), List.of()).multiply(BigDecimal.valueOf(photos));
  }

  private BigDecimal price(Collection<VariantSpec> variants, List<String> cutoutIds) {
    BigDecimal price = ZERO;
    for (int from = 0; from < cutoutIds.size(); from += AT_A_TIME) {
      List<String> some = cutoutIds.subList(from, Math.min(cutoutIds.size(), from + AT_A_TIME));
      Map<String, List<Rendition>> there =
          renditions.of(some).stream().collect(groupingBy(Rendition::cutoutId));
      for (String id : some) {
        price = price.add(Wanted.price(variants, there.getOrDefault(id, List.of())));
      }
    }
    return price;
  }
}
