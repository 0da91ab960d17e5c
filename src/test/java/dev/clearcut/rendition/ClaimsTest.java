package dev.clearcut.rendition;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.clearcut.Sleeper;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import dev.clearcut.cutout.WantedCutouts;
import dev.clearcut.problem.Problems;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.work.Due;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks for the same result, and however they die: it is bought once. */
@QuarkusTest
class ClaimsTest {

  private static final VariantSpec SMALL =
      VariantSpec.of(KeyFormat.WEBP, Quality.LOW, 10_000, null, null, null);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Inject InstantSource clock;
  @Inject EntityManager entities;
  @Inject WantedCutouts wanted;
  @Inject Renditions renditions;
  @Inject Claims claims;
  @Inject Fulfilment fulfilment;
  @Inject Producer producer;
  @Inject TakeOver takeOver;
  @Inject Due due;
  @Inject BackgroundCut vendor;

  @TempDir Path folder;

  private final byte[] photo = Photos.unseenCup();
  private String cutout;
  private String rendition;
  private int charges;

  /** A photo that is known, and a variant that is wanted; nothing is made. */
  @BeforeEach
  void want() throws IOException {
    Path file = Files.write(folder.resolve("photo.jpg"), photo);
    cutout = wanted.add(file, Map.of("small", SMALL));
    rendition = Rendition.id(cutout, SMALL);
    charges = Emulator.charges(SERVICE_ACCOUNT);
  }

  @Test
  void manyCallersAtOnceBuyOnceAndGetTheSame() throws Exception {
    List<Response> answers = atOnce(8, () -> post("thumbnail", "preview"));

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.statusCode()).isBetween(200, 201))
        .extracting(answer -> answer.path("variants.delivered.sha256"))
        .containsOnly(answers.get(0).<List<String>>path("variants.delivered.sha256"));
    assertThat(bought()).isEqualTo(1);
  }

  @Test
  void callersWhoseWishesOverlapDoNotWaitInACircle() throws Exception {
    List<List<String>> wishes =
        List.of(
            List.of("preview", "thumbnail"),
            List.of("thumbnail", "web"),
            List.of("web", "preview"));

    List<Callable<Response>> calls = new ArrayList<>();
    wishes.forEach(wish -> calls.add(() -> post(wish.toArray(String[]::new))));
    List<Response> answers = atOnce(calls);

    assertThat(answers).allSatisfy(a -> assertThat(a.statusCode()).isBetween(200, 201));
    given()
        .get("/cutouts/{id}", cutout)
        .then()
        .body("variants.findAll { it.name != 'small' }.status", everyItem(equalTo("ready")))
        .body("variants.findAll { it.name != 'small' }.attempts", everyItem(equalTo(1)));
  }

  @Test
  void theClaimOfADeadHolderIsTakenOver() {
    claimedByAnother(earlier());

    assertThat(here(LONG)).isTrue();
    assertThat(bought()).isEqualTo(1);
  }

  @Test
  void aHolderThatDiesWhileSomebodyWaitsIsTakenOver() {
    claimedByAnother(later());
    whileWaiting(() -> claimedByAnother(earlier()));

    assertThat(here(LONG)).isTrue();
    assertThat(bought()).isEqualTo(1);
  }

  @Test
  void aHolderThatLivesIsWaitedForAsLongAsPatienceLasts() {
    claimedByAnother(later());

    assertThat(here(Duration.ZERO)).isFalse();
    assertThat(bought()).isZero();
  }

  @Test
  void whoWaitsIsToldTheSameAsWhoTried() {
    claimedByAnother(later());
    whileWaiting(this::theOtherFails);

    assertThatThrownBy(() -> here(LONG))
        .isInstanceOfSatisfying(
            HttpProblem.class,
            problem -> {
              assertThat(problem.getType()).isEqualTo(Problems.INSUFFICIENT_CREDITS.type());
              assertThat(problem.getDetail()).isEqualTo("No credits.");
            });
    assertThat(bought()).isZero();
  }

  @Test
  void aHolderThatWasOvertakenRecordsNothing() {
    Claim mine = take();
    overtaken();

    Map<Claim, BigDecimal> prices = Map.of(mine, BigDecimal.ONE);
    assertThatThrownBy(() -> claims.asking(cutout, clock.instant(), prices))
        .isInstanceOf(ClaimLostException.class);
    assertThatThrownBy(() -> claims.charged(List.of(mine))).isInstanceOf(ClaimLostException.class);
    claims.failed(List.of(mine), new Failure(Problems.VENDOR_FAILED, "late"));
    Instant until = row().claimedUntil;
    claims.renew(List.of(mine));
    assertThat(row().claimedUntil).isEqualTo(until);
    assertThat(row().status).isEqualTo(RenditionStatus.PENDING);
    assertThat(row().attempts).isZero();
  }

  @Test
  void aHolderThatWasOvertakenDoesNotPay() {
    Claim mine = take();
    overtaken();

    producer.produce(known(), List.of(mine));

    assertThat(bought()).isZero();
  }

  @Test
  void nothingIsSentWhenTheRowCannotBeWrittenFirst() {
    assertThatThrownBy(
            () ->
                vendor.process(
                    VendorNames.input(known()),
                    List.of(SMALL.toKeyVariant(VendorNames.output(known(), row()))),
                    () -> {
                      throw new ClaimLostException(rendition);
                    }))
        .isInstanceOf(ClaimLostException.class);
    assertThat(Emulator.calls(photo)).isEmpty();
  }

  @Test
  void aClaimIsTakenOnceAndLastsFromItsRenewalOn() {
    Claim mine = take();
    Instant first = row().claimedUntil;

    assertThat(claims.take(List.of(rendition))).isEmpty();
    claims.renew(List.of(mine));
    assertThat(row().claimedUntil).isAfterOrEqualTo(first);
  }

  @Test
  void whatIsUnderWayHereIsNotTakenFromItselfHoweverLateItsRenewalIs() {
    Claim mine = take();
    claims.kept().add(mine);
    change(row -> row.claimedUntil = earlier());

    assertThat(claims.takeOver(List.of(rendition))).isEmpty();
    assertThat(row().claimedUntil).isAfter(clock.instant());
    claims.failed(List.of(mine), new Failure(Problems.VENDOR_FAILED, "in time"));
    assertThat(row().status).isEqualTo(RenditionStatus.FAILED);

    claims.kept().remove(mine);
  }

  @Test
  void whatWorkHereHasLeftIsTakenOverHereAsWell() {
    take();
    change(row -> row.claimedUntil = earlier());

    assertThat(claims.takeOver(List.of(rendition))).hasSize(1);
  }

  @Test
  void aPaidCallThatMayBeUnderWayIsWaitedForAndNotPaidAgain() {
    askedByAnother(later());
    claimedByAnother(earlier());
    whileWaiting(this::theVendorFinishesTheCallOfTheDead);

    assertThat(here(LONG)).isTrue();
    assertThat(bought()).isEqualTo(1);
    assertThat(row().attempts).isEqualTo(1);
    assertThat(row().credits).isEqualByComparingTo("1");
  }

  @Test
  void aPaidCallOfWhichNothingIsSeenIsMadeAgainWhenItCountsAsRunningNoMore() {
    askedByAnother(earlier());
    claimedByAnother(earlier());

    assertThat(here(LONG)).isTrue();
    assertThat(bought()).isEqualTo(1);
    assertThat(row().attempts).isEqualTo(2);
    assertThat(row().credits).isEqualByComparingTo("1");
  }

  @Test
  void workThatWasLeftByTheDeadIsTakenUpUnasked() {
    claimedByAnother(earlier());

    takeOver.run();

    assertThat(here(LONG)).isTrue();
    assertThat(bought()).isEqualTo(1);
    assertThat(row().claimNumber).isEqualTo(2);
  }

  private boolean here(Duration patience) {
    return fulfilment.here(null, wanted.begin(cutout, Map.of("small", SMALL)), patience);
  }

  private StoredPhoto known() {
    return renditions.photo(cutout).orElseThrow();
  }

  private Claim take() {
    return claims.take(List.of(rendition)).get(0);
  }

  private void overtaken() {
    change(
        row -> {
          row.claimNumber++;
          row.claimHolder = "another";
        });
  }

  private void claimedByAnother(Instant until) {
    change(
        row -> {
          row.claimNumber = 1;
          row.claimHolder = "another";
          row.claimedUntil = until;
        });
  }

  private void askedByAnother(Instant until) {
    change(
        row -> {
          row.attempts = 1;
          row.askedAt = clock.instant();
          row.unsettledUntil = until;
          row.unsettledCredits = BigDecimal.ONE;
        });
  }

  private void theOtherFails() {
    change(
        row -> {
          row.status = RenditionStatus.FAILED;
          row.failureType = Problems.INSUFFICIENT_CREDITS;
          row.failure = "No credits.";
          row.claimHolder = null;
          row.claimedUntil = null;
        });
  }

  private void change(Consumer<RenditionEntity> change) {
    QuarkusTransaction.requiringNew()
        .run(() -> change.accept(entities.find(RenditionEntity.class, rendition)));
  }

  private Instant later() {
    return clock.instant().plus(Duration.ofHours(1));
  }

  private Instant earlier() {
    return clock.instant().minus(Duration.ofHours(1));
  }

  /** Instead of waiting, once, this happens. */
  private void whileWaiting(Runnable event) {
    List<Runnable> events = new ArrayList<>(List.of(event));
    Sleeper sleeper =
        new Sleeper() {
          @Override
          public void sleep(Duration pause) {
            if (!events.isEmpty()) {
              events.remove(0).run();
            }
          }
        };
    QuarkusMock.installMockForType(sleeper, Sleeper.class);
  }

  private void theVendorFinishesTheCallOfTheDead() {
    vendor.upload(folder.resolve("photo.jpg"), VendorNames.input(known()), vendor.deadline());
    vendor.process(
        VendorNames.input(known()),
        List.of(SMALL.toKeyVariant(VendorNames.output(known(), row()))),
        () -> {});
  }

  private RenditionEntity row() {
    return renditions.rows(List.of(rendition)).get(0);
  }

  private int bought() {
    return Emulator.charges(SERVICE_ACCOUNT) - charges;
  }

  private Response post(String... presets) {
    RequestSpecification request = given().multiPart("image", "photo.jpg", photo);
    Stream.of(presets).forEach(preset -> request.multiPart("preset", preset));
    return request.post("/cutouts");
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    return atOnce(Stream.generate(() -> call).limit(times).toList());
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
