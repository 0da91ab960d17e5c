package dev.clearcut.cutout;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.testing.BusyEmulator;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.EmulatorAdmin;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Scarce;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How callers would like to be answered: at once, after a while, and the same every time; each test
 * on a day of its own, because there is little to spend on each.
 */
@QuarkusTest
@TestProfile(Scarce.class)
@SuppressWarnings("try") // who is busy is not looked at
class PreferTest {

  @Inject Due due;

  private final byte[] photo = Photos.unseenCup();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);
  private final String key = UUID.randomUUID().toString();
  private Duration ahead = Duration.between(Instant.now(), Scarce.anEvening());

  @BeforeEach
  void anotherDay() {
    InstantSource clock = () -> Instant.now().plus(ahead);
    QuarkusMock.installMockForType(clock, InstantSource.class);
  }

  /** There is room for one cutout, and the next test needs it. */
  @AfterEach
  void finish() {
    due.run();
    EmulatorAdmin.admin().delete("/mock/faults").then().statusCode(204);
  }

  @Test
  void whoWouldRatherNotWaitIsAnsweredAtOnceAndFindsItReadyLater() {
    try (BusyEmulator busy = BusyEmulator.busy()) {
      post(given().header("Prefer", "respond-async"), photo)
          .statusCode(202)
          .header("Location", endsWith("/cutouts/" + id))
          .header("Preference-Applied", equalTo("respond-async"))
          .header("Retry-After", equalTo("2"))
          .body(field("status", equalTo("pending")))
          .body(field("variants.status", everyItem(equalTo("pending"))));

      given()
          .get("/cutouts/{id}/variants/preview", id)
          .then()
          .statusCode(404)
          .body(
              field(
                  "detail",
                  equalTo(
                      ("The variant \"preview\" is not ready. GET /cutouts/%s says how far it is."
                              + " Ask for it again with POST /cutouts/%s/variants.")
                          .formatted(id, id))));
    }

    ready(id);
  }

  @Test
  void whoWaitsLongEnoughIsAnsweredAsUsual() {
    post(given().header("Prefer", "wait=600"), photo)
        .statusCode(201)
        .header("Preference-Applied", nullValue())
        .body(field("status", equalTo("ready")));
  }

  @Test
  void whoWaitsForAWhileIsAnsweredBeforeItIsReady() {
    try (BusyEmulator busy = BusyEmulator.busy()) {
      post(given().header("Prefer", "respond-async, wait=1"), photo)
          .statusCode(202)
          .header("Preference-Applied", equalTo("respond-async, wait=1"));
    }
    ready(id);
  }

  @Test
  void whatIsThereAlreadyIsNotWaitedFor() {
    post(given(), photo).statusCode(201);

    post(given().header("Prefer", "respond-async"), photo).statusCode(200);
  }

  @Test
  void whatFailsInTheBackgroundSaysWhy() {
    Emulator.fault(
        "{'operation': 'process', 'account': 'demo', 'phase': 'after', 'status': 402, 'times': 1}");

    try (BusyEmulator busy = BusyEmulator.busy()) {
      post(given().header("Prefer", "respond-async"), photo).statusCode(202);
    }

    await()
        .untilAsserted(
            () ->
                given()
                    .get("/cutouts/{id}", id)
                    .then()
                    .body(field("status", equalTo("failed")))
                    .body(field("variants[0].failure", notNullValue())));
  }

  @Test
  void moreThanCanWaitIsRefusedAndNothingOfItIsKept() {
    byte[] other = Photos.unseenCup();

    try (BusyEmulator busy = BusyEmulator.busy()) {
      post(given().header("Prefer", "respond-async"), photo).statusCode(202);
      post(given().header("Prefer", "respond-async"), other)
          .statusCode(429)
          .header("Retry-After", equalTo("5"))
          .body(field("type", equalTo("urn:clearcut:problem:too-much-work")));
    }
    given()
        .get("/cutouts/{id}", DigestUtils.sha256Hex(other).substring(0, 32))
        .then()
        .body(field("variants.size()", equalTo(0)));
    ready(id);
  }

  @Test
  void theSameRequestWithTheSameKeyIsAnsweredTheSame() {
    int charges = Emulator.charges(SERVICE_ACCOUNT);
    String first = post(keyed(), photo).statusCode(201).extract().asString();

    post(keyed(), photo)
        .statusCode(201)
        .header("Idempotency-Replayed", equalTo("true"))
        .header("Location", endsWith("/cutouts/" + id))
        .contentType(ContentType.JSON)
        .body(equalTo(first));
    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges + 1);
  }

  @Test
  void anotherRequestWithTheSameKeyIsRefused() {
    post(keyed(), photo).statusCode(201);

    post(keyed(), Photos.unseenCup())
        .statusCode(422)
        .body(field("type", equalTo("urn:clearcut:problem:idempotency-key-reused")));
    variants(keyed(), "{'presets': ['web']}").statusCode(422);
  }

  @Test
  void theKeyOfARequestThatFailedMayBeUsedAgain() {
    Emulator.fault("{'operation': 'process', 'account': 'demo', 'status': 402, 'times': 1}");

    post(keyed(), photo).statusCode(503);
    ahead = ahead.plusMinutes(1); // then the vendor is asked again whether there are credits

    post(keyed(), photo).statusCode(201).header("Idempotency-Replayed", nullValue());
  }

  @Test
  void variantsAreAddedOnceForAKeyToo() {
    post(given(), photo).statusCode(201);
    variants(keyed(), "{'variants': [{'name': 'hero', 'format': 'webp'}]}").statusCode(201);

    variants(keyed(), "{'variants': [{'name': 'hero', 'format': 'webp'}]}")
        .statusCode(201)
        .header("Idempotency-Replayed", equalTo("true"));
    variants(keyed(), "{'variants': [{'name': 'hero', 'format': 'png'}]}").statusCode(422);
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    post(given().header("Idempotency-Key", "x".repeat(256)), photo).statusCode(400);
    post(given().header("Idempotency-Key", "two words"), photo)
        .statusCode(400)
        .body(field("detail", not(equalTo(""))));
  }

  private RequestSpecification keyed() {
    return given().header("Idempotency-Key", key);
  }

  private static ValidatableResponse post(RequestSpecification request, byte[] photo) {
    return request
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts")
        .then();
  }

  private ValidatableResponse variants(RequestSpecification request, String body) {
    return request
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post("/cutouts/{id}/variants", id)
        .then();
  }

  private static void ready(String id) {
    await()
        .untilAsserted(
            () -> given().get("/cutouts/{id}", id).then().body(field("status", equalTo("ready"))));
  }
}
