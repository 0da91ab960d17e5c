package dev.clearcut.rendition;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.ScriptedVendor;
import dev.clearcut.backgroundcut.ScriptedVendor.End;
import dev.clearcut.backgroundcut.ScriptedVendor.Killed;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import dev.clearcut.cutout.WantedCutouts;
import dev.clearcut.problem.Problems;
import dev.clearcut.testing.Patience;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.work.Due;
import dev.clearcut.work.Engine;
import dev.clearcut.work.WorkConfig;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A paid call whose end nobody has seen is not sent again before its time limit and the grace have
 * passed since it was last sent, and what it made is taken as soon as it is there: at the settings
 * as they are delivered, in time that is made here.
 */
@QuarkusTest
class UnseenCallTest {

  private static final VariantSpec PNG =
      VariantSpec.of(KeyFormat.PNG, Quality.LOW, 10_000, null, null, null);
  private static final byte[] RESULT = Photos.plain(60, 40);
  private static final Duration WORK = Duration.ofSeconds(120);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration RENEWAL = Duration.ofSeconds(5);
  private static final Duration COUNTS_AS_RUNNING = ScriptedVendor.TIME_LIMIT.plus(GRACE);

  @Inject WantedCutouts wanted;
  @Inject Renditions renditions;
  @Inject Claims claims;
  @Inject Fulfilment fulfilment;
  @Inject Producer producer;
  @Inject TakeOver takeOver;
  @Inject Due due;
  @Inject Leftovers leftovers;
  @Inject PaidCallLimit limit;
  @Inject ClaimsConfig config;
  @Inject WorkConfig work;

  @TempDir Path folder;

  private VirtualTime time;
  private String cutout;
  private String rendition;
  private ScriptedVendor vendor;

  @BeforeEach
  void want() throws IOException {
    time = VirtualTime.install();
    leftovers.forget();
    another();
  }

  /** A photo that nobody has sent, a variant that is wanted, and a vendor that knows neither. */
  private void another() throws IOException {
    Path file = Files.write(folder.resolve("photo.jpg"), Photos.unseenCup());
    cutout = wanted.add(file, Map.of("png", PNG));
    rendition = Rendition.id(cutout, PNG);
    vendor = vendor(WORK);
  }

  private boolean here(Duration patience) {
    return fulfilment.here(null, wanted.begin(cutout, Map.of("png", PNG)), patience);
  }

  private ScriptedVendor vendor(Duration work) {
    ScriptedVendor scripted = new ScriptedVendor(time, work, RESULT);
    QuarkusMock.installMockForType(scripted, BackgroundCut.class);
    return scripted;
  }

  @Test
  void theSettingsAreThoseThatAreDelivered() {
    assertThat(work.lease()).isEqualTo(Duration.ofSeconds(20));
    assertThat(work.lease().dividedBy(Engine.SIGNS_OF_LIFE)).isEqualTo(RENEWAL);
    assertThat(limit.countsAsRunning()).isEqualTo(COUNTS_AS_RUNNING);
  }

  @Test
  void aCallIsPaidOnceWhicheverSecondItsReplicaIsKilledAt() throws IOException {
    for (int second = 0; second <= WORK.toSeconds(); second += 3) {
      another();
      Instant sent = dieIn(Duration.ofSeconds(second));

      while (!row().isReady()) {
        time.pass(Duration.ofSeconds(31));
        assertThat(time.instant())
            .as("killed after %d s", second)
            .isBefore(sent.plus(COUNTS_AS_RUNNING));
        here(Duration.ZERO);
      }

      assertThat(vendor.charges()).as("killed after %d s", second).isEqualTo(1);
      assertThat(row().credits).isEqualByComparingTo("1");
      assertThat(row().attempts).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 119, 299})
  void aCallThatIsNeverDoneIsSentAgainAfterItsTimeLimitAndTheGraceAndNotBefore(int second) {
    vendor = vendor(Duration.ofDays(1));
    Instant sent = dieIn(Duration.ofSeconds(second));
    vendor.ending(new End(Duration.ofSeconds(1), false, new Killed()));

    while (time.instant().isBefore(sent.plus(COUNTS_AS_RUNNING).minusSeconds(5))) {
      time.pass(Duration.ofSeconds(5));
      assertThat(here(Duration.ZERO)).isFalse();
      assertThat(vendor.sent()).hasSize(1);
    }
    time.passUntil(sent.plus(COUNTS_AS_RUNNING).plusSeconds(1));

    assertThatThrownBy(() -> here(Duration.ZERO)).isInstanceOf(Killed.class);
    assertThat(vendor.sent()).hasSize(2);
  }

  static Stream<Arguments> unseenEnds() {
    return Stream.of(1, 50, 119, 121, 300)
        .flatMap(
            second ->
                Stream.of("502", "504", "524", "timed out", "reset", "cut short")
                    .map(how -> Arguments.of(how, second)));
  }

  @ParameterizedTest
  @MethodSource("unseenEnds")
  void whoeverDoesNotSeeTheEndLooksAndDoesNotPayAgain(String how, int second) {
    vendor.ending(End.unseen(how, Duration.ofSeconds(second), true));

    here(config.patience());
    while (!row().isReady()) {
      time.pass(Duration.ofSeconds(1));
      here(config.patience());
    }

    assertThat(vendor.charges()).isEqualTo(1);
    assertThat(time.instant())
        .as("taken the moment it is there")
        .isBefore(vendor.sent().get(0).plusSeconds(Math.max(second, WORK.toSeconds()) + 3));
  }

  @Test
  void aCallerWaitsAsLongAsPatienceLastsAndIsToldWhenItIsDecidedAtTheLatest() {
    vendor = vendor(Duration.ofDays(1)).ending(End.unseen("reset", Duration.ofSeconds(2), true));
    Instant begin = time.instant();

    Response answer = ask(Map.of());

    assertThat(answer.<String>path("type")).isEqualTo(Problems.STILL_BEING_MADE.type().toString());
    Duration left = Duration.between(time.instant(), begin.plus(COUNTS_AS_RUNNING)).plusSeconds(1);
    assertThat(Long.parseLong(answer.header("Retry-After")))
        .isBetween(left.minusSeconds(2).toSeconds(), left.toSeconds());
    assertThat(Duration.between(begin, time.instant()))
        .isBetween(config.patience(), config.patience().plusSeconds(2));
    assertThat(row().claimHolder).as("nobody holds on to what can only be waited for").isNull();
    assertThat(row().status).isEqualTo(RenditionStatus.PENDING);
  }

  @Test
  void anImpatientCallerIsToldTheSame() {
    vendor = vendor(Duration.ofDays(1)).ending(End.unseen("reset", Duration.ofSeconds(2), true));
    here(Duration.ZERO);

    assertThat(ask(Map.of("Prefer", "respond-async")).statusCode()).isEqualTo(202);

    due.run();
    assertThat(fulfilment.comeBackAfter(List.of(rendition)))
        .isBetween(COUNTS_AS_RUNNING.minusSeconds(10), COUNTS_AS_RUNNING);
  }

  private Response ask(Map<String, String> headers) {
    return given()
        .contentType(ContentType.JSON)
        .headers(headers)
        .body(
            """
            {"variants": [{"name": "png", "quality": "low", "maxResolution": 10000}]}
            """)
        .post("/cutouts/{id}/variants", cutout);
  }

  @ParameterizedTest
  @ValueSource(strings = {"429", "500", "503", "no connection", "our limit"})
  void anEndThatIsSeenIsNotWaitedFor(String how) {
    vendor.ending(End.seen(how));
    Instant begin = time.instant();

    assertThat(here(Duration.ZERO)).isTrue();

    assertThat(time.instant()).isBefore(begin.plus(WORK).plusSeconds(10));
    assertThat(vendor.charges()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "401", "402"})
  void aRefusalEndsTheWorkAndLeavesNothingUnderWay(String how) {
    vendor.ending(End.seen(how));

    assertThatThrownBy(() -> here(Duration.ZERO)).isInstanceOf(RuntimeException.class);

    assertThat(row().status).isEqualTo(RenditionStatus.FAILED);
    assertThat(row().unsettledUntil).isNull();
    assertThat(row().lookAt).isNull();
    assertThat(here(Duration.ZERO)).isTrue();
    assertThat(vendor.charges()).isEqualTo(1);
  }

  @Test
  void eachSendWritesUntilWhenItMayRunFirst() {
    vendor.ending(End.seen("429"), End.seen("404"));
    vendor.uploading(Duration.ofMinutes(5));
    vendor.afterSending(
        () -> {
          assertThat(row().unsettledUntil)
              .isBetween(
                  time.instant().plus(COUNTS_AS_RUNNING),
                  time.instant().plus(COUNTS_AS_RUNNING).plus(Patience.HUNG));
          assertThat(row().askedAt).isEqualTo(time.instant());
          assertThat(row().attempts).isEqualTo(vendor.sent().size());
        });

    assertThat(here(Duration.ZERO)).isTrue();

    assertThat(vendor.sent()).hasSize(3);
    assertThat(vendor.uploads()).isEqualTo(2);
  }

  @Test
  void aClaimThatIsLostSendsNothing() {
    List<Claim> mine = claims.take(List.of(rendition));
    time.pass(work.lease().plusSeconds(1));
    List<Claim> another = claims.take(List.of(rendition));
    StoredPhoto known = renditions.photo(cutout).orElseThrow();

    assertThat(producer.produce(known, mine)).isFalse();
    assertThat(vendor.sent()).isEmpty();
    assertThat(producer.produce(known, another)).isTrue();
    assertThat(vendor.sent()).hasSize(1);
  }

  @Test
  void whatIsPaidForIsFetchedUnaskedWhenTheVendorIsBack() {
    vendor.ending(End.unseen("reset", Duration.ofSeconds(2), true));
    vendor.afterSending(() -> vendor.away(true));
    assertThatThrownBy(() -> here(Duration.ZERO)).isInstanceOf(RuntimeException.class);
    assertThat(row().status).isEqualTo(RenditionStatus.FAILED);

    sweepFor(Duration.ofMinutes(20));
    assertThat(row().status).isEqualTo(RenditionStatus.FAILED);
    assertThat(row().failure).isNotBlank();
    vendor.away(false);
    sweepFor(Duration.ofMinutes(11));

    assertThat(row().status).isEqualTo(RenditionStatus.READY);
    assertThat(vendor.charges()).isEqualTo(1);
    assertThat(row().credits).isEqualByComparingTo("1");
  }

  @Test
  void lookingUnaskedBuysNothingAndEndsWhenThereIsNothing() {
    vendor.ending(End.unseen("reset", Duration.ofSeconds(2), false));
    vendor.afterSending(() -> vendor.away(true));
    assertThatThrownBy(() -> here(Duration.ZERO)).isInstanceOf(RuntimeException.class);
    vendor.away(false);

    sweepFor(Duration.ofMinutes(20));

    assertThat(row().status).isEqualTo(RenditionStatus.FAILED);
    assertThat(row().lookAt).isNull();
    assertThat(vendor.sent()).hasSize(1);
  }

  @Test
  void aVendorThatNeverAnswersIsNotAskedForEver() {
    vendor = vendor(Duration.ofDays(1));
    for (int i = 0; i < 10; i++) {
      vendor.ending(End.unseen("timed out", ScriptedVendor.TIME_LIMIT, false));
    }
    here(Duration.ZERO);

    sweepFor(Duration.ofHours(1));

    assertThat(row().status).isEqualTo(RenditionStatus.FAILED);
    assertThat(row().failureType).isEqualTo(Problems.VENDOR_NOT_ANSWERING);
    assertThat(row().failure).startsWith("The vendor was asked 4 times");
    assertThat(vendor.sent()).hasSize(1 + vendor.mostRepeats());
  }

  @Test
  void aCutoutIsNotDeletedWhileAPaidCallMayRun() {
    vendor.ending(End.unseen("reset", Duration.ofSeconds(2), false));
    here(Duration.ZERO);
    time.pass(Duration.ofSeconds(5));

    given()
        .delete("/cutouts/{id}", cutout)
        .then()
        .statusCode(409)
        .body("type", equalTo(Problems.CUTOUT_BUSY.type().toString()));
  }

  @Test
  void whatIsWantedAndNotClaimedIsMadeAllTheSame() {
    sweepFor(work.lease().plusSeconds(10));

    assertThat(row().status).isEqualTo(RenditionStatus.READY);
    assertThat(vendor.charges()).isEqualTo(1);
  }

  /** The work is begun, its claim renewed as long as the process lives, and then it is dead. */
  private Instant dieIn(Duration alive) {
    vendor.ending(End.killed(Duration.ZERO));
    assertThatThrownBy(() -> here(Duration.ZERO)).isInstanceOf(Killed.class);
    Instant sent = vendor.sent().get(0);
    for (Duration at = RENEWAL; at.compareTo(alive) <= 0; at = at.plus(RENEWAL)) {
      time.passUntil(sent.plus(at));
      claims.renew(List.of(new Claim(row())));
    }
    time.passUntil(sent.plus(alive));
    return sent;
  }

  private void sweepFor(Duration duration) {
    Instant end = time.instant().plus(duration);
    while (time.instant().isBefore(end)) {
      time.pass(Duration.ofSeconds(15));
      takeOver.run();
      due.run();
    }
  }

  private RenditionEntity row() {
    return renditions.rows(List.of(rendition)).get(0);
  }
}
