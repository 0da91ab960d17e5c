package dev.clearcut.batch;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemRequest;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.api.model.PauseReason;
import dev.clearcut.api.model.VariantsRequest;
import dev.clearcut.problem.Problems;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.ImageHost;
import dev.clearcut.testing.Photos;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.variant.WantedVariants;
import dev.clearcut.work.Due;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who works on which item: batches in turn, one lane an item, and twice does no harm. */
@QuarkusTest
class LanesTest {

  @Inject Batches batches;
  @Inject BatchSteps steps;
  @Inject BatchRepository repository;
  @Inject BatchFeeds feeds;
  @Inject BatchWatch watch;
  @Inject Lanes lanes;
  @Inject WantedVariants wanted;
  @Inject Due due;
  @Inject InstantSource clock;

  @BeforeEach
  void nothingElseRuns() {
    due.forgetAll();
  }

  @AfterEach
  void leaveNothing() {
    due.run();
  }

  @Test
  void batchesAreServedInTurn() {
    BatchEntity large = running(4);
    BatchEntity small = running(2);

    List<String> served = IntStream.range(0, 4).mapToObj(i -> begun("lane-" + i).batchId).toList();

    assertThat(served).containsExactlyInAnyOrder(large.id, small.id, large.id, small.id);
    assertThat(served.get(0)).isNotEqualTo(served.get(1));
    finish(large, small);
  }

  @Test
  void theSamePhotoIsMadeForOneItemAtATime() {
    byte[] photo = Photos.unseenCup();
    BatchEntity batch = running(photo, photo);

    ItemEntity first = begun("one");
    assertThat(steps.begin("other")).isEmpty();
    lanes.make(first);

    assertThat(begun("other").ref).isEqualTo("2");
    finish(batch);
  }

  /** Who comes second waits for the other one for a moment, and else puts the item back. */
  @Test
  void whoMakesAnItemTwiceAtOncePaysOnce() {
    BatchEntity batch = running(1);
    int before = Emulator.charges(SERVICE_ACCOUNT);
    ItemEntity item = begun("lane");

    Stream.generate(() -> CompletableFuture.runAsync(() -> lanes.make(item)))
        .limit(2)
        .toList()
        .forEach(CompletableFuture::join);
    QuarkusTransaction.requiringNew().run(() -> repository.item(item.id).notBefore = null);
    finish(batch);

    assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).isEqualTo(1);
    assertThat(status(item)).isEqualTo(ItemStatus.READY);
  }

  /** What a replica had begun when it died is found under the name of its lane. */
  @Test
  void aLaneGoesOnWithWhatItHadBegun() {
    BatchEntity batch = running(1);
    ItemEntity item = begun("7");

    lanes.run("7");

    assertThat(status(item)).isEqualTo(ItemStatus.READY);
    assertThat(repository.get(batch.id).status).isEqualTo(BatchStatus.READY);
  }

  /** Another lane has it meanwhile: the first one changes nothing any more. */
  @Test
  void whoLostAnItemChangesNothing() {
    BatchEntity batch = running(1);
    ItemEntity item = begun("one");
    QuarkusTransaction.requiringNew().run(() -> repository.item(item.id).lane = "other");

    steps.ready(item);

    assertThat(status(item)).isEqualTo(ItemStatus.WORKING);
    item.lane = "other";
    lanes.make(item);
    assertThat(repository.get(batch.id).status).isEqualTo(BatchStatus.READY);
  }

  @Test
  void aBatchThatHasEndedIsWatchedNoLonger() {
    BatchEntity batch = running(1);
    assertThat(watch.run(batch.id)).isPresent();
    due.run();
    assertThat(repository.get(batch.id).status).isEqualTo(BatchStatus.READY);
    assertThat(watch.run(batch.id)).isEmpty();
    assertThat(watch.run("0".repeat(32))).isEmpty();
  }

  /** Nothing was paid for it, and the batch stays what it is. */
  @Test
  void aCancelledBatchDoesNotWaitForTheMoneyOfWhatItHadBegun() {
    BatchEntity batch = running(1);
    ItemEntity item = begun("probe-" + batch.id);
    batches.cancel(batch.id);

    steps.pause(item, PauseReason.NO_CREDITS, Problems.INSUFFICIENT_CREDITS.with("No credits."));

    assertThat(status(item)).isEqualTo(ItemStatus.CANCELLED);
    assertThat(repository.get(batch.id).status).isEqualTo(BatchStatus.CANCELLED);
    assertThat(watch.run(batch.id)).isEmpty();
  }

  @Test
  void aPausedBatchOfWhichNoItemCanBeTriedIsLookedAtAgainLater() {
    BatchEntity batch = running(1);
    Instant now = clock.instant();
    ItemEntity item = begun("one");
    QuarkusTransaction.requiringNew()
        .run(() -> repository.lock(batch.id).pause(PauseReason.VENDOR_AWAY, now));

    assertThat(watch.run(batch.id)).hasValueSatisfying(then -> assertThat(then).isAfter(now));

    lanes.make(item);
    assertThat(repository.get(batch.id).status).isEqualTo(BatchStatus.READY);
  }

  @Test
  void fiveHundredWatchersCostOneLook() {
    BatchEntity batch = running(1);

    Set<Object> looks = Collections.newSetFromMap(new IdentityHashMap<>());
    IntStream.range(0, 500).forEach(i -> looks.add(feeds.next(batch.id)));

    // A look may have been taken in the middle.
    assertThat(looks).hasSizeLessThan(5);
    finish(batch);
  }

  /** Its replica stands still after it fetched the photo, and another one goes on with its lane. */
  @Test
  void aPhotoThatIsFetchedTwiceIsPaidForOnce() {
    try (ImageHost host = new ImageHost()) {
      host.bytes("/one.jpg", Photos.unseenCup());
      int before = Emulator.charges(SERVICE_ACCOUNT);
      BatchEntity batch =
          batches.open(null, variants(), List.of(new ItemRequest("one", host.url("/one.jpg"))));
      run(batch);
      ItemEntity begun = begun("one");

      lanes.run("one");
      lanes.make(begun);

      assertThat(status(begun)).isEqualTo(ItemStatus.READY);
      assertThat(host.asked()).containsExactly("/one.jpg", "/one.jpg");
      assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).isEqualTo(1);
      finish(batch);
    }
  }

  @Test
  void aLargeBatchIsOpenedAndRead() {
    BatchEntity batch =
        batches.open(
            null,
            variants(),
            IntStream.rangeClosed(1, BatchRequests.MOST_ITEMS)
                .mapToObj(i -> new ItemRequest("i" + i, null))
                .toList());

    service().get("/batches/{id}", batch.id).then().statusCode(200);
    assertThat(repository.totals(batch.id).all()).isEqualTo(BatchRequests.MOST_ITEMS);
    batches.cancel(batch.id);
    assertThat(repository.totals(batch.id).of(ItemStatus.CANCELLED))
        .isEqualTo(BatchRequests.MOST_ITEMS);
    batches.delete(batch.id);
  }

  private ItemEntity begun(String lane) {
    return steps.begin(lane).orElseThrow();
  }

  private ItemStatus status(ItemEntity item) {
    return QuarkusTransaction.requiringNew().call(() -> repository.item(item.id).status);
  }

  private void finish(BatchEntity... running) {
    Stream.of("one", "other", "lane-0", "lane-1", "lane-2", "lane-3").forEach(lanes::run);
    for (BatchEntity batch : running) {
      assertThat(repository.get(batch.id).status).isEqualTo(BatchStatus.READY);
    }
  }

  private Map<String, VariantSpec> variants() {
    return wanted.resolve(new VariantsRequest(List.of("preview"), List.of()));
  }

  private BatchEntity running(int photos) {
    return running(Stream.generate(Photos::unseenCup).limit(photos).toArray(byte[][]::new));
  }

  /** A batch that runs, although no lane has been told. */
  private BatchEntity running(byte[]... photos) {
    BatchEntity batch =
        batches.open(
            null,
            variants(),
            IntStream.rangeClosed(1, photos.length)
                .mapToObj(i -> new ItemRequest(String.valueOf(i), null))
                .toList());
    for (int i = 0; i < photos.length; i++) {
      service()
          .contentType("image/jpeg")
          .body(photos[i])
          .put("/batches/{id}/items/{ref}", batch.id, i + 1)
          .then()
          .statusCode(201);
    }
    run(batch);
    return batch;
  }

  private void run(BatchEntity batch) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              BatchEntity locked = repository.lock(batch.id);
              locked.startedAt = locked.createdAt;
              locked.run();
            });
  }
}
