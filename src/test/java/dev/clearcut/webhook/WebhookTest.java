package dev.clearcut.webhook;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static dev.clearcut.testing.Service.openBatch;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.clearcut.api.model.EventType;
import dev.clearcut.outbound.GivenNames;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Receiver;
import dev.clearcut.testing.Receiver.Answer;
import dev.clearcut.testing.Receiver.Message;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens is told to whoever has subscribed to it, as Standard Webhooks has it. */
@QuarkusTest
class WebhookTest {

  private static final String EVERYTHING =
      "cutout.ready,cutout.failed,batch.finished,batch.paused,credits.low,webhook.off";

  @Inject Due due;
  @Inject Webhooks webhooks;
  @Inject WebhookRepository repository;

  private final Receiver receiver = Receiver.start();
  private VirtualTime time;
  private String secret;

  @BeforeEach
  void letTimePassByItself() {
    time = VirtualTime.install();
    due.forgetAll();
  }

  @AfterEach
  void unsubscribeAll() {
    receiver.close();
    due.run();
    Receiver.unsubscribeAll();
    RestAssured.given().delete("/mock/faults").then().statusCode(204);
    Emulator.credit(SERVICE_ACCOUNT, "1000.0");
  }

  // --- subscriptions ---

  @Test
  void theSecretIsShownOnce() {
    Response made = create(receiver.url(), "batch.finished", null);
    String id = Json.at(made.asString(), "id");

    made.then()
        .statusCode(201)
        .header("Location", endsWith("/webhooks/" + id))
        .header("Cache-Control", containsString("private"))
        .body(field("secret", startsWith("whsec_")))
        .body(field("events", contains("batch.finished")))
        .body(field("status", equalTo("active")));
    webhook(id).body(field("url", equalTo(receiver.url()))).body(field("secret", nullValue()));
    assertThat(service().get("/webhooks").asString()).contains(id).doesNotContain("whsec_");
  }

  @Test
  void aSecretOfOnesOwnIsTaken() {
    String own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    create(receiver.url(), "batch.finished", own)
        .then()
        .statusCode(201)
        .body(field("secret", equalTo(own)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2Laaa",
        "whsec_not/base_64/not/base_64/not/base_64",
        "whsec_TG9uZ2VyIHRoYW4gNjQgYnl0ZXMgaXMgdG9vIGxvbmcgZm9yIGEgc2VjcmV0LCBzbyBpdCBpcyByZWZ1c2VkLCBhbHdheXMu"
      })
  void aBadSecretIsRefusedAndNotRepeated(String bad) {
    create(receiver.url(), "batch.finished", bad)
        .then()
        .statusCode(400)
        .body(field("detail", startsWith("secret must be whsec_ and the base64 of 24 to 64")))
        .body(bad.length() < 10 ? containsString("secret") : not(containsString(bad)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://localhost/x | The URL must begin with",
        "http://10.0.0.1/x | not public",
        "https://169.254.169.254/latest | not public",
        "https://[::1]/ | not public",
        "https://2130706433/ | unusual form",
        "https://user:pw@localhost/ | user or a password",
        "https:///x | host",
        "https://a.example/%zz | not a URL"
      })
  void nothingIsSentToWhereItMayNotBe(String url, String sentence) {
    create(url, "batch.finished", null)
        .then()
        .statusCode(400)
        .body(field("detail", startsWith("url: ")))
        .body(field("detail", containsString(sentence)));
  }

  @Test
  void eventsAreNamed() {
    post("{'url': '%s', 'events': []}".formatted(receiver.url()))
        .then()
        .statusCode(400)
        .body(field("detail", containsString("events is empty. Name one or more of cutout.ready")));
    post("{'url': '%s', 'events': ['cutout.redy']}".formatted(receiver.url()))
        .then()
        .statusCode(400)
        .body(field("detail", containsString("events[0] must be one of")));
    post("{'url': '%s', 'events': [null]}".formatted(receiver.url())).then().statusCode(400);
    post("{'events': ['cutout.ready']}")
        .then()
        .statusCode(400)
        .body(field("detail", startsWith("url must be")));
  }

  @Test
  void thereAreNotMoreThanAreAllowed() {
    IntStream.range(0, 50).forEach(i -> subscribe("batch.finished"));

    create(receiver.url(), "batch.finished", null)
        .then()
        .statusCode(409)
        .body(field("type", endsWith("webhook-limit")));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String id = subscribe("batch.finished");

    for (String none : List.of("x", "0".repeat(32))) {
      service().get("/webhooks/{id}", none).then().statusCode(404);
      service().get("/webhooks/{id}/deliveries", none).then().statusCode(404);
      service().delete("/webhooks/{id}", none).then().statusCode(404);
      service().post("/webhooks/{id}/rotate", none).then().statusCode(404);
      service().post("/webhooks/{id}/test", none).then().statusCode(404);
      service()
          .post("/webhooks/{id}/deliveries/{d}/replay", id, "msg_" + none)
          .then()
          .statusCode(404);
    }
    service()
        .queryParam("cursor", "x")
        .get("/webhooks/{id}/deliveries", id)
        .then()
        .statusCode(400)
        .body(field("detail", startsWith("cursor is not one")));
  }

  // --- what is told ---

  @Test
  void aBatchThatEndsPartlyIsToldOnceAndTheReferenceLibraryBelievesIt() {
    String id = subscribe("batch.finished");
    String batch =
        Json.at(
            service()
                .multiPart("image", "cup.jpg", Photos.unseenCup())
                .multiPart("image", "other.jpg", Photos.unseenCup())
                .multiPart("image", "notes.pdf", "%PDF-1.4".getBytes())
                .multiPart("preset", "preview")
                .multiPart("name", "Spring")
                .post("/batches")
                .then()
                .statusCode(202)
                .extract()
                .asString(),
            "id");
    ended(batch);

    assertThat(receiver.messages()).hasSize(1);
    Message message = receiver.messages().get(0);
    message.verify(secret);
    assertThat(message.path()).isEqualTo("/hooks?token=x");
    assertThat(message.header("content-type")).isEqualTo("application/json");
    assertThat(message.signatures()).hasSize(1).allMatch(one -> one.startsWith("v1,"));
    assertThat(message.body().length()).isLessThan(20_000);
    assertThat(message.type()).isEqualTo("batch.finished");
    assertThat(message.<String>at("timestamp")).isEqualTo(time.instant().toString());
    assertThat(message.<String>at("data.id")).isEqualTo(batch);
    assertThat(message.<String>at("data.batch")).isEqualTo("/batches/" + batch);
    assertThat(message.<String>at("data.name")).isEqualTo("Spring");
    assertThat(message.<String>at("data.status")).isEqualTo("partly");
    assertThat(message.<Integer>at("data.counts.ready")).isEqualTo(2);
    assertThat(message.<Integer>at("data.counts.failed")).isEqualTo(1);
    assertThat(message.<Double>at("data.credits.spent")).isEqualTo(2.0);
    deliveries(id)
        .body(field("deliveries.id", contains(message.id())))
        .body(field("deliveries.event", contains("batch.finished")))
        .body(field("deliveries.status", contains("delivered")))
        .body(field("deliveries.attempts", contains(1)))
        .body(field("deliveries.answer", contains(204)));
  }

  @Test
  void aBatchThatIsCancelledHasEnded() {
    subscribe("batch.finished");
    String batch = openBatch("one");

    service().post("/batches/{id}/cancel", batch).then().statusCode(200);
    due.run();

    assertThat(receiver.messages()).hasSize(1);
    assertThat(receiver.messages().get(0).<String>at("data.status")).isEqualTo("cancelled");
  }

  @Test
  void creditsThatAreGonePauseABatchAndAreToldOnceADay() {
    time.passUntil(time.instant().truncatedTo(ChronoUnit.DAYS).plus(36, ChronoUnit.HOURS));
    subscribe("batch.paused,credits.low,cutout.failed,batch.finished");
    Emulator.credit(SERVICE_ACCOUNT, "0");
    String batch = started();
    due.run();
    time.pass(Duration.ofMinutes(6));
    due.run();

    assertThat(receiver.messages("batch.paused")).hasSize(1);
    assertThat(receiver.messages("batch.paused").get(0).<String>at("data.reason"))
        .isEqualTo("no-credits");
    assertThat(receiver.messages("credits.low")).hasSize(1);
    assertThat(receiver.messages("credits.low").get(0).<String>at("data.reason"))
        .isEqualTo("vendor");
    assertThat(receiver.messages("cutout.failed"))
        .as("the batch has it made again by itself")
        .isEmpty();

    service().post("/batches/{id}/cancel", batch).then().statusCode(200);
    due.run();

    assertThat(receiver.messages("batch.finished")).hasSize(1);
    assertThat(receiver.messages("cutout.failed")).isEmpty();
    Emulator.credit(SERVICE_ACCOUNT, "1000.0");
    make(Photos.unseenCup(), "preview").then().statusCode(201); // the account was topped up
  }

  @Test
  void aCutoutIsToldWhenAllOfItIsThereAndAgainWhenMoreIs() {
    subscribe("cutout.ready,cutout.failed");
    byte[] photo = Photos.unseenCup();
    String id = cutout(photo);
    make(photo, "preview,amazon").then().statusCode(201);
    due.run();

    assertThat(receiver.messages()).hasSize(1);
    Message message = receiver.messages().get(0);
    message.verify(secret);
    assertThat(message.type()).isEqualTo("cutout.ready");
    assertThat(message.<String>at("data.cutout")).isEqualTo("/cutouts/" + id);
    assertThat(message.<Integer>at("data.ready")).isEqualTo(2);
    assertThat(message.<Double>at("data.credits")).isEqualTo(1.0);

    make(photo, "preview").then().statusCode(200);
    due.now("cutout-rest", id);
    due.run();
    assertThat(receiver.messages()).as("nothing is new").hasSize(1);

    make(photo, "thumbnail").then().statusCode(201);
    due.run();
    assertThat(receiver.messages()).hasSize(2);
    assertThat(receiver.messages().get(1).<Integer>at("data.ready")).isEqualTo(3);
    assertThat(receiver.messages().get(1).id()).isNotEqualTo(message.id());
  }

  @Test
  void aCutoutThatCannotBeMadeIsToldEachTimeThatItIsTried() {
    subscribe("cutout.ready,cutout.failed");
    byte[] photo = Photos.unseenCup();
    Emulator.fault("{'operation': 'process', 'account': 'demo', 'status': 400, 'times': 2}");
    make(photo, "preview").then().statusCode(422);
    due.run();
    make(photo, "preview").then().statusCode(422);
    due.run();
    make(photo, "preview").then().statusCode(201);
    due.run();

    assertThat(receiver.messages())
        .extracting(Message::type)
        .containsExactly("cutout.failed", "cutout.failed", "cutout.ready");
    assertThat(receiver.messages().get(0).<Integer>at("data.failed")).isEqualTo(1);
  }

  @Test
  void whatIsRolledBackWasNeverTold() {
    String id = subscribe("cutout.ready");

    QuarkusTransaction.begin();
    webhooks.tell(EventType.CUTOUT_READY, "rolled back", Map::of);
    QuarkusTransaction.rollback();
    due.run();

    assertThat(receiver.messages()).isEmpty();
    deliveries(id).body(field("deliveries", empty()));
  }

  @Test
  void nobodyIsToldOfWhatHeHasNotSubscribedTo() {
    subscribe("batch.finished");

    QuarkusTransaction.requiringNew()
        .run(
            () ->
                webhooks.tell(
                    EventType.CUTOUT_READY,
                    "nobody",
                    () -> {
                      throw new AssertionError("nobody asks for it");
                    }));
  }

  // --- deliveries ---

  @ParameterizedTest
  @CsvSource({
    "200, true, ''",
    "202, true, ''",
    "204, true, ''",
    "301, false, 'The receiver answered 301, and redirects are not followed.'",
    "307, false, 'The receiver answered 307, and redirects are not followed.'",
    "400, false, 'The receiver answered 400.'",
    "429, false, 'The receiver answered 429.'",
    "500, false, 'The receiver answered 500.'",
    "502, false, 'The receiver answered 502.'",
    "504, false, 'The receiver answered 504.'"
  })
  void anAnswerCounts(int status, boolean taken, String failure) {
    String id = subscribe("cutout.ready");
    receiver.answers(
        new Answer(status, status / 100 == 3 ? Map.of("Location", receiver.url()) : Map.of()));

    tell("answered " + status);
    due.run();

    assertThat(receiver.messages()).hasSize(1);
    deliveries(id)
        .body(field("deliveries[0].status", equalTo(taken ? "delivered" : "waiting")))
        .body(field("deliveries[0].attempts", equalTo(1)))
        .body(field("deliveries[0].answer", equalTo(status)))
        .body(field("deliveries[0].failure", taken ? nullValue() : equalTo(failure)))
        .body(field("deliveries[0].lastAttemptAt", equalTo(time.instant().toString())));
    webhook(id)
        .body(field("failingSince", taken ? nullValue() : equalTo(time.instant().toString())));
  }

  @Test
  void aConnectionThatIsCutIsAFailure() {
    String id = subscribe("cutout.ready");
    receiver.answers(Receiver.CUT);

    tell("cut");
    due.run();

    deliveries(id)
        .body(field("deliveries[0].status", equalTo("waiting")))
        .body(field("deliveries[0].answer", nullValue()))
        .body(field("deliveries[0].failure", containsString("did not answer")));
  }

  @Test
  void tenAttemptsAreMadeOnTheScheduleOfTheStandardWithOneIdAndOneBody() {
    String id = subscribe("cutout.ready");
    receiver.answers(Answer.of(500));
    Instant begin = time.instant();
    tell("never taken");
    List<Duration> schedule =
        List.of("PT0S", "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H")
            .stream()
            .map(Duration::parse)
            .toList();

    Instant planned = begin;
    for (int i = 0; i < schedule.size(); i++) {
      planned = planned.plus(schedule.get(i));
      if (i > 0) {
        time.passUntil(planned.minusSeconds(1));
        due.run();
        assertThat(receiver.messages()).hasSize(i);
      }
      time.passUntil(planned);
      due.run();
      assertThat(receiver.messages()).hasSize(i + 1);
      assertThat(receiver.messages().get(i).timestamp()).isEqualTo(planned.getEpochSecond());
    }
    time.pass(Duration.ofHours(48));
    due.run();

    assertThat(receiver.messages()).hasSize(10).allMatch(message -> message.isSignedBy(secret));
    assertThat(receiver.messages())
        .extracting(Message::id)
        .containsOnly(receiver.messages().get(0).id());
    assertThat(receiver.messages())
        .extracting(Message::body)
        .containsOnly(receiver.messages().get(0).body());
    deliveries(id)
        .body(field("deliveries[0].status", equalTo("failed")))
        .body(field("deliveries[0].attempts", equalTo(10)))
        .body(field("deliveries[0].nextAttemptAt", nullValue()));
  }

  @Test
  void theReceiverIsLeftAloneForAsLongAsItAsksFor() {
    String id = subscribe("cutout.ready");
    receiver.answers(new Answer(429, Map.of("Retry-After", "600")));
    tell("one");
    due.run();
    time.pass(Duration.ofSeconds(599));
    tell("two");
    due.run();
    assertThat(receiver.messages()).hasSize(1);
    deliveries(id).body(field("deliveries[1].attempts", equalTo(1)));

    receiver.answers(Answer.of(204));
    time.pass(Duration.ofSeconds(1));
    due.run();

    assertThat(told()).containsExactly("one", "one", "two");
  }

  @Test
  void aReceiverThatWasAwayForAnHourGetsAllOnceInOrderOfTime() {
    String id = subscribe("cutout.ready");
    receiver.answers(Receiver.CUT);
    List<String> missed = new ArrayList<>();
    for (int minute = 0; minute < 60; minute += 10) {
      tell("minute " + minute);
      missed.add("minute " + minute);
      due.run();
      for (int i = 0; i < 10; i++) {
        time.pass(Duration.ofMinutes(1));
        due.run();
      }
    }
    receiver.forget();
    receiver.answers(Answer.of(200));

    tell("back");
    due.run();

    missed.add("back");
    assertThat(told()).containsExactlyElementsOf(missed);
    deliveries(id)
        .body(field("deliveries.status", not(contains("waiting"))))
        .body(field("next", nullValue()));
    webhook(id).body(field("failingSince", nullValue()));
    receiver.forget();
    time.pass(Duration.ofDays(4));
    due.run();
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void oneMessageThatIsNeverTakenHoldsUpNoOther() {
    subscribe("cutout.ready");
    receiver.answers(message -> Answer.of(message.body().contains("poison") ? 500 : 204));
    tell("poison");
    due.run();
    assertThat(told()).containsExactly("poison");

    time.pass(Duration.ofSeconds(2));
    tell("one");
    due.run();
    assertThat(told()).as("the receiver is left alone for a moment").hasSize(1);
    time.pass(Duration.ofSeconds(3));
    due.run();
    time.pass(Duration.ofSeconds(5));
    due.run();
    assertThat(told()).containsExactly("poison", "poison", "poison", "one");

    tell("two");
    due.run();
    assertThat(told()).endsWith("one", "two").hasSize(5);
  }

  @Test
  void aReceiverThatIsGoneIsToldNoMoreAndOthersAreToldOfThat() {
    String id = subscribe("cutout.ready");
    try (Receiver other = Receiver.start()) {
      create(other.url(), "webhook.off", null).then().statusCode(201);
      receiver.answers(Answer.of(410));

      tell("gone");
      due.run();
      tell("later");
      due.run();

      assertThat(receiver.messages()).hasSize(1);
      webhook(id)
          .body(field("status", equalTo("off")))
          .body(field("reason", equalTo("gone")))
          .body(field("offAt", notNullValue()));
      assertThat(other.messages()).hasSize(1);
      assertThat(other.messages().get(0).type()).isEqualTo("webhook.off");
      assertThat(other.messages().get(0).<String>at("data.webhook")).isEqualTo("/webhooks/" + id);
      assertThat(other.messages().get(0).<String>at("data.reason")).isEqualTo("gone");
      String message = receiver.messages().get(0).id();
      service()
          .post("/webhooks/{id}/deliveries/{message}/replay", id, message)
          .then()
          .statusCode(409)
          .body(field("type", endsWith("webhook-off")));
    }
  }

  @Test
  void aWebhookThatFailsForFiveDaysIsSwitchedOffAndATestSwitchesItOn() {
    String id = subscribe("cutout.ready");
    try (Receiver other = Receiver.start()) {
      create(other.url(), "webhook.off", null).then().statusCode(201);
      receiver.answers(Answer.of(500));
      for (int hour = 0; hour < 119; hour++) {
        if (hour % 24 == 0) {
          tell("day " + hour / 24);
        }
        due.run();
        time.pass(Duration.ofHours(1));
      }
      due.run();
      webhook(id).body(field("status", equalTo("active")));
      time.pass(Duration.ofHours(1));
      tell("day 5");
      due.run();

      webhook(id).body(field("status", equalTo("off"))).body(field("reason", equalTo("failing")));
      assertThat(other.messages("webhook.off")).hasSize(1);
      assertThat(other.messages().get(0).<String>at("data.reason")).isEqualTo("failing");

      time.pass(Duration.ofSeconds(1));
      receiver.forget();
      receiver.answers(Answer.of(204));
      service().post("/webhooks/{id}/test", id).then().statusCode(202);
      due.run();
      webhook(id).body(field("status", equalTo("active"))).body(field("reason", nullValue()));
      assertThat(told()).as("what waited, in order of time").endsWith("day 4", "day 5", id);
      assertThat(receiver.messages("webhook.test")).hasSize(1);
    }
  }

  @Test
  void aTestIsSentWhateverIsSubscribedTo() {
    String id = subscribe("batch.finished");

    String message =
        Json.at(
            service()
                .post("/webhooks/{id}/test", id)
                .then()
                .statusCode(202)
                .body(field("event", equalTo("webhook.test")))
                .body(field("status", equalTo("waiting")))
                .extract()
                .asString(),
            "id");
    due.run();

    assertThat(receiver.messages()).extracting(Message::id).containsExactly(message);
    receiver.messages().get(0).verify(secret);
    assertThat(receiver.messages().get(0).<String>at("data.id")).isEqualTo(id);
  }

  @Test
  void aSecretIsRotatedWithoutAMessageThatIsNotBelieved() {
    String id = subscribe("cutout.ready");
    String old = secret;
    Response rotated = service().post("/webhooks/{id}/rotate", id);
    rotated
        .then()
        .statusCode(200)
        .body(field("secret", startsWith("whsec_")))
        .body(
            field("oldSecretUntil", equalTo(time.instant().plus(Duration.ofHours(24)).toString())));
    String next = Json.at(rotated.asString(), "secret");
    assertThat(next).isNotEqualTo(old);

    tell("während der Rotation");
    due.run();
    Message message = receiver.messages().get(0);
    assertThat(message.signatures()).hasSize(2);
    message.verify(old);
    message.verify(next);

    time.pass(Duration.ofHours(24));
    webhook(id).body(field("oldSecretUntil", nullValue()));
    tell("rotated");
    due.run();
    assertThat(receiver.messages().get(1).signatures()).hasSize(1);
    assertThat(receiver.messages().get(1).isSignedBy(next)).isTrue();
  }

  @Test
  void aMessageIsReplayedAsItWas() {
    String id = subscribe("cutout.ready");
    tell("twice");
    due.run();
    Message first = receiver.messages().get(0);
    time.pass(Duration.ofDays(1));

    service()
        .post("/webhooks/{id}/deliveries/{message}/replay", id, first.id())
        .then()
        .statusCode(202)
        .body(field("status", equalTo("waiting")));
    due.run();

    assertThat(receiver.messages()).hasSize(2);
    Message second = receiver.messages().get(1);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.timestamp()).isEqualTo(first.timestamp() + 86_400);
    deliveries(id)
        .body(field("deliveries", hasSize(1)))
        .body(field("deliveries[0].attempts", equalTo(2)))
        .body(field("deliveries[0].status", equalTo("delivered")));
  }

  @Test
  void aHostThatHasBecomePrivateIsNotAsked() {
    AtomicReference<String> address = new AtomicReference<>("93.184.216.34");
    GivenNames.install(address::get);
    String id = subscribeTo("https://hooks.example.com/", "cutout.ready");

    address.set("10.0.0.7");
    tell("private");
    due.run();

    deliveries(id)
        .body(field("deliveries[0].status", equalTo("waiting")))
        .body(field("deliveries[0].answer", nullValue()))
        .body(
            field(
                "deliveries[0].failure",
                equalTo("The host hooks.example.com has an address that is not public.")));
  }

  @Test
  void deliveriesAreListedPageByPageAndByStatus() {
    String id = subscribe("cutout.ready");
    for (int i = 0; i < 5; i++) {
      tell("message " + i);
      due.run();
      time.pass(Duration.ofSeconds(1));
    }
    List<String> newestFirst = new ArrayList<>();
    String page = "/webhooks/%s/deliveries?limit=2&status=delivered".formatted(id);
    while (page != null) {
      String body = service().get(page).then().statusCode(200).extract().asString();
      newestFirst.addAll(Json.at(body, "deliveries.createdAt"));
      page = Json.at(body, "next");
    }

    assertThat(newestFirst).hasSize(5).isSortedAccordingTo((a, b) -> b.compareTo(a));
    service()
        .queryParam("status", "failed")
        .get("/webhooks/{id}/deliveries", id)
        .then()
        .body(field("deliveries", empty()));
  }

  @Test
  void messagesAreKeptForThirtyDays() {
    String id = subscribe("cutout.ready");
    tell("old");
    due.run();
    time.pass(Duration.ofDays(30));
    repository.run();
    deliveries(id).body(field("deliveries", hasSize(1)));

    time.pass(Duration.ofSeconds(1));
    repository.run();

    deliveries(id).body(field("deliveries", empty()));
  }

  @Test
  void aDeletedWebhookIsToldNoMore() {
    String id = subscribe(EVERYTHING);
    receiver.answers(Answer.of(500));
    tell("one");
    due.run();

    service().delete("/webhooks/{id}", id).then().statusCode(204);
    tell("two");
    time.pass(Duration.ofDays(2));
    due.run();

    assertThat(receiver.messages()).hasSize(1);
    service().get("/webhooks/{id}", id).then().statusCode(404);
  }

  // --- how ---

  private void tell(String what) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                webhooks.tell(
                    EventType.CUTOUT_READY, what + time.instant(), () -> Map.of("id", what)));
  }

  private List<String> told() {
    return receiver.messages().stream().map(message -> message.<String>at("data.id")).toList();
  }

  private String subscribe(String events) {
    return subscribeTo(receiver.url(), events);
  }

  private String subscribeTo(String url, String events) {
    String made = create(url, events, null).then().statusCode(201).extract().asString();
    secret = Json.at(made, "secret");
    return Json.at(made, "id");
  }

  private static Response create(String url, String events, String secret) {
    Map<String, Object> body = new HashMap<>();
    body.put("url", url);
    body.put("events", List.of(events.split(",")));
    if (secret != null) {
      body.put("secret", secret);
    }
    return post(Json.of(body));
  }

  private static Response post(String json) {
    return service().contentType(ContentType.JSON).body(json.replace('\'', '"')).post("/webhooks");
  }

  private static ValidatableResponse webhook(String id) {
    return service().get("/webhooks/{id}", id).then().statusCode(200);
  }

  private static ValidatableResponse deliveries(String id) {
    return service().get("/webhooks/{id}/deliveries", id).then().statusCode(200);
  }

  private static String cutout(byte[] photo) {
    return DigestUtils.sha256Hex(photo).substring(0, 32);
  }

  private static Response make(byte[] photo, String preset) {
    return service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", preset)
        .post("/cutouts");
  }

  private static String started() {
    return Json.at(
        service()
            .multiPart("image", "cup.jpg", Photos.unseenCup())
            .multiPart("preset", "preview")
            .post("/batches")
            .then()
            .statusCode(202)
            .extract()
            .asString(),
        "id");
  }

  private void ended(String batch) {
    await()
        .until(
            () -> {
              due.run();
              return Json.at(service().get("/batches/{id}", batch).asString(), "endedAt") != null;
            });
    due.run();
  }
}
