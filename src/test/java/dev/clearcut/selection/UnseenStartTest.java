package dev.clearcut.selection;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.ScriptedVendor;
import dev.clearcut.backgroundcut.ScriptedVendor.End;
import dev.clearcut.backgroundcut.ScriptedVendor.Killed;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.ClaimsConfig;
import dev.clearcut.rendition.PaidCallLimit;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A start whose end nobody has seen is not sent again before its time limit and the grace have
 * passed since it was last sent, and is booked as uncertain then, whoever died: in time that is
 * made here. And answers that come late are dropped.
 */
@QuarkusTest
class UnseenStartTest {

  private static final Duration WORK = Duration.ofSeconds(5);

  @Inject Selections selections;
  @Inject SelectionRepository repository;
  @Inject ClaimsConfig config;
  @Inject PaidCallLimit limit;
  @Inject Due due;
  @Inject EntityManager entities;

  @TempDir Path folder;

  private VirtualTime time;
  private Duration running;
  private ScriptedVendor vendor;
  private Path file;
  private String id;
  private BigDecimal uncertain;
  private BigDecimal spent;

  @BeforeEach
  void aPhotoThatNobodyHasSent() throws IOException {
    due.forgetAll();
    time = VirtualTime.install();
    running = limit.initializeCountsAsRunning();
    vendor = new ScriptedVendor(time, WORK, Photos.plain(150, 100));
    QuarkusMock.installMockForType(vendor, BackgroundCut.class);
    byte[] photo = Photos.unseenCup();
    file = Files.write(folder.resolve("photo.jpg"), photo);
    id = DigestUtils.sha256Hex(photo).substring(0, 32);
    uncertain = total("uncertain");
    spent = total("spent");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 119, 130, 179})
  void aStartWhoseReplicaIsKilledIsNotSentAgainBeforeItsTimeAndThenAnew(int second) {
    Instant sent = die();
    time.passUntil(sent.plusSeconds(second));

    while (time.instant().plus(config.patience()).isBefore(sent.plus(running))) {
      assertThat(problem(this::start)).isEqualTo(Problems.STILL_BEING_MADE);
      assertThat(vendor.sent()).hasSize(1);
    }
    time.passUntil(decided().plusSeconds(1));
    assertThat(start().started()).isTrue();

    assertThat(vendor.sent()).hasSize(2);
    assertThat(vendor.sent().get(1)).isAfterOrEqualTo(sent.plus(running));
    books("1", "1");
  }

  @Test
  void whatADeadReplicaHasSetAsideIsBookedAsUncertainUnasked() {
    die();
    due.run();
    books("0", "1");
    assertThat(repository.find(id).orElseThrow().unsettledUntil).isNotNull();

    time.passUntil(decided().plusSeconds(1));
    due.run();

    SelectionEntity row = repository.find(id).orElseThrow();
    assertThat(row.unsettledUntil).isNull();
    assertThat(row.failureType).isEqualTo(Problems.VENDOR_NOT_ANSWERING);
    books("0", "1");
    nothingIsSetAside();
    given().get("/selections/{id}", id).then().statusCode(404);
  }

  @Test
  void aDeletedCutoutLeavesNothingSetAside() {
    die();
    given().delete("/cutouts/{id}", id).then().statusCode(409);
    time.passUntil(decided().plusSeconds(1));

    given().delete("/cutouts/{id}", id).then().statusCode(204);
    due.run();

    assertThat(repository.find(id)).isEmpty();
    books("0", "1");
    nothingIsSetAside();
  }

  static Stream<Arguments> unseenEnds() {
    return Stream.of(1, 5, 120)
        .flatMap(
            second ->
                Stream.of("502", "504", "524", "timed out", "reset", "cut short")
                    .map(how -> Arguments.of(how, second)));
  }

  @ParameterizedTest
  @MethodSource("unseenEnds")
  void whoeverDoesNotSeeTheEndWaitsAndIsToldWhenItIsDecided(String how, int second) {
    vendor.ending(End.unseen(how, Duration.ofSeconds(second), true));
    Instant begin = time.instant();

    HttpProblem told = told(this::start);

    assertThat(Problems.of(told)).contains(Problems.STILL_BEING_MADE);
    Duration left = Duration.between(time.instant(), begin.plus(running)).plusSeconds(1);
    assertThat(Long.parseLong(told.getHeaders().get("Retry-After").toString()))
        .isBetween(left.minusSeconds(2).toSeconds(), left.toSeconds() + 1);
    assertThat(vendor.sent()).hasSize(1);
    books("0", "1");
  }

  @Test
  void whoeverHasWaitedForALostStartSendsNoOtherOneUnasked() {
    Instant sent = die();
    time.passUntil(sent.plus(running).minusSeconds(10));

    HttpProblem told = told(this::start);

    assertThat(Problems.of(told)).contains(Problems.VENDOR_NOT_ANSWERING);
    assertThat(told.getDetail()).contains("may have charged 1.0 credits");
    assertThat(vendor.sent()).hasSize(1);
    assertThat(start().started()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"429", "no connection", "our limit"})
  void whatWasSurelyNotDoneIsSentAgain(String how) {
    vendor.ending(End.seen(how));

    assertThat(start().started()).isTrue();

    assertThat(vendor.charges()).isEqualTo(1);
    books("1", "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "401", "402", "404"})
  void aRefusalIsToldAndCostsNothing(String how) {
    vendor.ending(End.seen(how));

    assertThatThrownBy(this::start).isInstanceOf(RuntimeException.class);

    books("0", "0");
    assertThat(start().started()).isTrue();
    books("1", "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "503"})
  void aFailureIsBookedAsUncertainAtOnceAndToldAndNotRepeated(String how) {
    vendor.ending(End.seen(how));

    HttpProblem told = told(this::start);

    assertThat(Problems.of(told)).contains(Problems.VENDOR_FAILED);
    assertThat(told.getDetail()).contains("may have charged 1.0 credits");
    assertThat(vendor.sent()).hasSize(1);
    books("0", "1");
    nothingIsSetAside();
    assertThat(start().started()).isTrue();
    books("1", "1");
  }

  @Test
  void eachSendWritesUntilWhenItMayRunFirst() {
    vendor.ending(End.seen("429"));
    vendor.afterSending(
        () -> {
          SelectionEntity row = repository.find(id).orElseThrow();
          assertThat(row.unsettledUntil)
              .isBetween(
                  time.instant().plus(running), time.instant().plus(running).plusSeconds(300));
          assertThat(row.claimNumber).isEqualTo(vendor.sent().size());
        });

    start();

    assertThat(vendor.sent()).hasSize(2);
  }

  @Test
  void whoeverIsSecondSendsNothing() {
    List<Problems> others = new ArrayList<>();
    vendor.afterSending(() -> others.add(problem(this::start)));

    assertThat(start().started()).isTrue();

    assertThat(others).containsExactly(Problems.STILL_BEING_MADE);
    assertThat(vendor.sent()).hasSize(1);
  }

  @Test
  void anAnswerThatComesLateIsDropped() {
    start();
    List<Integer> shown = new ArrayList<>();
    vendor.afterRequest(
        request -> {
          if (request.requestNumber() == 1) {
            // While the answer to the first list is under way, the second one is answered.
            selections.point(id, points(20), false);
            shown.add(repository.get(id).shownNumber);
          }
        });

    SelectionEntity answered = selections.point(id, points(10), false);

    assertThat(shown).containsExactly(2);
    assertThat(answered.shownNumber).isEqualTo(2);
    assertThat(Points.of(answered.points)).isEqualTo(points(20));
    assertThat(vendor.requests()).extracting(r -> r.requestNumber()).containsExactly(1, 2);
  }

  @Test
  void theListThatIsShownAlreadyWinsOverOneThatIsUnderWay() {
    start();
    selections.point(id, points(10), false);
    vendor.afterRequest(request -> selections.point(id, points(10), false));

    SelectionEntity answered = selections.point(id, points(20), false);

    assertThat(Points.of(answered.points)).isEqualTo(points(10));
    assertThat(vendor.requests()).hasSize(2);
  }

  @Test
  void nothingWinsOverAListThatIsUnderWayToo() {
    start();
    vendor.afterRequest(request -> selections.point(id, new Points(List.of(), List.of()), false));

    SelectionEntity answered = selections.point(id, points(20), false);

    assertThat(answered.objectKey).isNull();
    assertThat(Points.of(answered.points).none()).isTrue();
  }

  @Test
  void aPictureOfAnotherSizeIsNotShown() {
    ScriptedVendor wrong = new ScriptedVendor(time, WORK, Photos.plain(100, 150));
    QuarkusMock.installMockForType(wrong, BackgroundCut.class);
    start();

    HttpProblem told = told(() -> selections.point(id, points(10), false));

    assertThat(Problems.of(told)).contains(Problems.VENDOR_FAILED);
    assertThat(told.getDetail()).contains("of 100 × 150 pixels");
    assertThat(wrong.requests()).extracting(r -> r.requestNumber()).containsExactly(1, 2, 3);
    assertThat(repository.get(id).objectKey).isNull();
  }

  @Test
  void aCallerOverTheWireIsToldTheSame() {
    vendor.ending(End.unseen("reset", Duration.ofSeconds(2), true));

    Response answer = given().multiPart("image", file.toFile(), "image/jpeg").post("/selections");

    answer
        .then()
        .statusCode(503)
        .body(field("type", equalTo(Problems.STILL_BEING_MADE.type().toString())))
        .body(field("detail", containsString("end the same request again")));
  }

  private static Points points(int x) {
    return new Points(List.of(new dev.clearcut.api.model.Point(x, 10)), List.of());
  }

  private Selections.Begun start() {
    return selections.begin(file, "photo.jpg");
  }

  /** The start is sent, and then its process is dead. */
  private Instant die() {
    vendor.ending(End.killed(Duration.ZERO));
    assertThatThrownBy(this::start).isInstanceOf(Killed.class);
    return vendor.sent().get(0);
  }

  /** When the last start does not count as running any more. */
  private Instant decided() {
    return repository.find(id).orElseThrow().unsettledUntil;
  }

  private static Problems problem(Runnable call) {
    return Problems.of(told(call)).orElseThrow();
  }

  private static HttpProblem told(Runnable call) {
    try {
      call.run();
    } catch (HttpProblem problem) {
      return problem;
    }
    throw new AssertionError("There was no problem");
  }

  private void books(String bought, String notKnown) {
    assertThat(total("spent").subtract(spent)).isEqualByComparingTo(bought);
    assertThat(total("uncertain").subtract(uncertain)).isEqualByComparingTo(notKnown);
  }

  private static BigDecimal total(String what) {
    return new BigDecimal(Json.at(usage(), "totals." + what).toString());
  }

  private void nothingIsSetAside() {
    assertThat(
            entities
                .createQuery(
                    "select subject from Reservation where subject = :subject", String.class)
                .setParameter("subject", SelectionRepository.subject(id))
                .getResultList())
        .isEmpty();
  }

  private static String usage() {
    return given().get("/usage").then().extract().asString();
  }
}
