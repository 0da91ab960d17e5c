package dev.clearcut.handoff;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Handoffs.call;
import static dev.clearcut.testing.Handoffs.id;
import static dev.clearcut.testing.Handoffs.open;
import static dev.clearcut.testing.Handoffs.post;
import static dev.clearcut.testing.Handoffs.process;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import dev.clearcut.api.model.Outcome;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Handoffs;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser does what the answers say, without a key; what it spends is in the books. */
@QuarkusTest
@TestProfile(Postgres.class)
class HandoffTest {

  private static final String TWO =
      "{'fileName': 'coffee.jpg', 'presets': ['amazon'], 'variants': [{'name': 'hero', 'format':"
          + " 'webp', 'autocrop': true}]}";

  @Inject Due due;
  @Inject EntityManager entities;
  @Inject CircuitBreakerMaintenance breakers;

  private final byte[] photo = Photos.unseenCup();
  private VirtualTime time;
  private int chargesBefore;

  @BeforeEach
  void countCharges() {
    time = VirtualTime.install();
    breakers.resetAll();
    chargesBefore = Emulator.charges(SERVICE_ACCOUNT);
  }

  @AfterEach
  void mend() {
    given().delete("/mock/faults").then().statusCode(204);
    breakers.resetAll();
  }

  @Test
  void aBrowserUploadsAndProcessesAndTheCutoutIsHere() {
    Response opened = open(TWO);
    opened
        .then()
        .header("Location", endsWith("/handoffs/" + id(opened)))
        .body(field("status", equalTo("waiting-for-upload")))
        .body(field("variants", contains("amazon", "hero")))
        .body(field("credits", is(1.5)))
        .body(field("upload.method", equalTo("POST")))
        .body(field("upload.formField", equalTo("image")))
        .body(field("upload.expiresAt", startsWith("20")));
    assertThat(charges()).isZero();

    Response signed = process(id(opened), upload(opened));
    signed
        .then()
        .statusCode(200)
        .body(field("status", equalTo("processing")))
        .body(field("process.method", equalTo("POST")))
        .body(field("upload", nullValue()));
    assertThat(booked(id(opened))).containsExactly("reserved 1.5");

    String made = call(signed);
    assertThat(charges()).isEqualTo(1);

    complete(id(opened), made)
        .statusCode(201)
        .header("Location", endsWith("/cutouts/" + cutout()))
        .body(field("id", equalTo(cutout())))
        .body(field("status", equalTo("ready")))
        .body(field("source.fileName", equalTo("coffee.jpg")))
        .body(field("source.sha256", equalTo(DigestUtils.sha256Hex(photo))))
        .body(field("variants.name", contains("amazon", "hero")))
        .body(field("variants.credits", contains(1.0, 0.5)))
        .body(field("credits", is(1.5)));
    service().get("/cutouts/{id}/variants/hero", cutout()).then().statusCode(200);
    assertThat(service().get("/cutouts/{id}/source", cutout()).asByteArray()).isEqualTo(photo);
    service()
        .get("/handoffs/{id}", id(opened))
        .then()
        .body(field("status", equalTo("completed")))
        .body(field("cutout", equalTo("/cutouts/" + cutout())));
    assertThat(booked(id(opened))).isEmpty();
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void aHandoffThatIsCompletedTwiceIsBookedOnce() {
    String id = opened("{}");
    String made = call(process(id, uploaded));
    BigDecimal spent = spent();
    complete(id, made).statusCode(201);
    complete(id, made).statusCode(200).body(field("id", equalTo(cutout())));

    assertThat(spent().subtract(spent)).isEqualByComparingTo("1.0");
    process(id, uploaded)
        .then()
        .statusCode(409)
        .body(field("detail", containsString("is completed: its cutout is /cutouts/" + cutout())));
  }

  @Test
  void theSignedCallIsTheSameHoweverOftenItIsAskedFor() {
    String id = opened("{}");

    Set<String> tokens =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> process(id, uploaded)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .map(answer -> answer.then().statusCode(200).extract().asString())
            .map(answer -> Json.<String>at(answer, "process.body.signed_request"))
            .collect(Collectors.toSet());

    assertThat(tokens).hasSize(1);
    assertThat(booked(id)).containsExactly("reserved 1.0");
    process(id, "another-" + uploaded)
        .then()
        .statusCode(409)
        .body(field("type", equalTo("urn:clearcut:problem:handoff-state")))
        .body(field("detail", containsString("for another photo")));
  }

  @Test
  void nobodyReadsASignedCall() {
    String id = opened("{}");
    String token = Json.at(process(id, uploaded).asString(), "process.body.signed_request");

    assertThat(service().get("/handoffs/{id}", id).asString()).doesNotContain(token);
  }

  @Test
  void whatABrowserMayHaveSpentIsBookedAsUncertainAndItIsNeverTooLateToComplete() {
    String id = opened("{}");
    Response signed = process(id, uploaded);
    String made = call(signed);
    BigDecimal spent = spent();
    BigDecimal uncertain = uncertain();

    passUntil(signed, "process.expiresAt");
    due.run();
    assertThat(status(id)).as("a call in the last moment may run still").isEqualTo("processing");
    process(id, uploaded)
        .then()
        .statusCode(409)
        .body(field("detail", containsString("/handoffs/%s/complete".formatted(id))));
    time.pass(Duration.ofMinutes(5));
    due.run();

    assertThat(status(id)).isEqualTo("uncertain");
    assertThat(booked(id)).isEmpty();
    assertThat(uncertain()).as("reserved or booked").isEqualByComparingTo(uncertain);
    complete(id, made).statusCode(201);
    assertThat(status(id)).isEqualTo("completed");
    assertThat(spent().subtract(spent)).isEqualByComparingTo("1.0");
    assertThat(uncertain.subtract(uncertain())).isEqualByComparingTo("1.0");
  }

  @Test
  void whatIsNotUploadedInTimeCostsNothing() {
    String id = opened("{}");

    time.pass(Duration.ofHours(2).plusSeconds(1));

    assertThat(status(id)).isEqualTo("expired");
    process(id, uploaded)
        .then()
        .statusCode(409)
        .body(field("detail", containsString("nothing was charged")));
    complete(id, "{\"inputUrl\": \"http://x/y\", \"outputUrls\": {}}")
        .statusCode(409)
        .body(field("detail", containsString("No paid call was signed")));
    assertThat(booked(id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                        | The body is not a JSON object",
        "[]                                                      | The body is not a JSON object",
        "{'preset': ['amazon']}                                  | presets",
        "{'presets': ['amzon']}                                  | amazon",
        "{'variants': [{'name': 'a', 'format': 'jpeg'}]}         | background is missing",
        "{'fileName': 7}                                         | fileName",
      })
  void aTypingErrorOpensNothing(String body, String says) {
    post("/handoffs", body == null ? "" : body)
        .then()
        .statusCode(400)
        .body(field("detail", containsString(says)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                              | uniqueFilename",
        "{'uniqueFilename': ' '}         | uniqueFilename must be 1 to 1024",
        "{'unique_filename': 'x'}        | uniqueFilename",
        "{'uniqueFilename': 'nobody'}    | the vendor has no photo of this name",
      })
  void whatIsNotUploadedIsNotSigned(String body, String says) {
    String id = opened("{}");

    post("/handoffs/" + id + "/process", body)
        .then()
        .statusCode(400)
        .body(field("detail", containsString(says)));

    assertThat(status(id)).isEqualTo("waiting-for-upload");
    assertThat(booked(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.2:1/x",
        "file:///etc/passwd",
        "ftp://localhost/x",
        "//localhost/x",
        "http://",
        "http://backgroundcut.co.example.com/x",
        "not a url",
        ""
      })
  void aUrlThatIsNotTheVendorsIsNotFetched(String url) {
    String id = opened("{}");
    process(id, uploaded);

    for (String field : List.of("inputUrl", "outputUrls.transparent")) {
      boolean input = field.equals("inputUrl");
      complete(
              id,
              Json.of(
                  Map.of(
                      "inputUrl",
                      input ? url : here("/x"),
                      "outputUrls",
                      Map.of("transparent", input ? here("/x") : url))))
          .statusCode(400)
          .body(field("detail", startsWith(field)));
    }
    assertThat(status(id)).isEqualTo("processing");
  }

  @Test
  void theResultsAreThoseThatWereSigned() {
    String id = opened(TWO);
    String made = call(process(id, uploaded));
    Map<String, Object> urls = Json.at(made, "outputUrls");
    String input = Json.at(made, "inputUrl");

    complete(id, Json.of(Map.of("inputUrl", input, "outputUrls", Map.of())))
        .statusCode(400)
        .body(field("detail", containsString("outputUrls.amazon is missing")));
    complete(
            id, Json.of(Map.of("inputUrl", input, "outputUrls", Map.of("heroe", urls.get("hero")))))
        .statusCode(400)
        .body(field("detail", containsString("this handoff is for amazon, hero")));
    complete(
            id,
            Json.of(
                Map.of(
                    "inputUrl",
                    input,
                    "outputUrls",
                    Map.of("hero", urls.get("amazon"), "amazon", urls.get("hero")))))
        .statusCode(502)
        .body(field("detail", containsString("where")));
    complete(
            id,
            Json.of(
                Map.of(
                    "inputUrl",
                    input,
                    "outputUrls",
                    Map.of("hero", here("/pub/gone/hero.webp"), "amazon", urls.get("amazon")))))
        .statusCode(400)
        .body(field("detail", startsWith("outputUrls.hero: the vendor has no file")));

    complete(id, made).statusCode(201);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void aNameThatMeansSomethingElseGetsANumberSoThatNothingIsLost() {
    service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("variants", "[{\"name\": \"hero\", \"format\": \"png\", \"quality\": \"low\"}]")
        .post("/cutouts")
        .then()
        .statusCode(201);
    String id = opened("{'variants': [{'name': 'hero', 'format': 'webp'}]}");
    String made = call(process(id, uploaded));

    complete(id, made)
        .statusCode(201)
        .body(field("variants.name", contains("hero", "hero-2")))
        .body(field("variants.requested.format", contains("png", "webp")));
  }

  @Test
  void aResultThatIsHereAlreadyStaysAsItIs() {
    service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "amazon")
        .post("/cutouts")
        .then()
        .statusCode(201);
    byte[] before = service().get("/cutouts/{id}/variants/amazon", cutout()).asByteArray();
    String id = opened("{'presets': ['amazon']}");

    complete(id, call(process(id, uploaded)))
        .statusCode(201)
        .body(field("variants.credits", contains(1.0)));

    assertThat(service().get("/cutouts/{id}/variants/amazon", cutout()).asByteArray())
        .isEqualTo(before);
    assertThat(charges()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'status': 500", "'status': 503", "'transport': 'reset'"})
  void nothingIsSetAsideWhenTheVendorDoesNotSign(String fault) {
    String id = opened("{}");
    Emulator.fault(
        "{'operation': 'presignProcessImage', 'account': 'demo', 'phase': 'after', %s}"
            .formatted(fault));

    process(id, uploaded)
        .then()
        .statusCode(oneOf(502, 504))
        .body(field("detail", containsString("Send the same request again")));

    assertThat(status(id)).isEqualTo("waiting-for-upload");
    assertThat(booked(id)).isEmpty();
    given().delete("/mock/faults").then().statusCode(204);
    breakers.resetAll();
    call(process(id, uploaded).then().statusCode(200).extract().response());
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void whatCouldNotBeFetchedIsFetchedWhenItIsAskedForAgain() {
    String id = opened("{}");
    String made = call(process(id, uploaded));
    Emulator.fault("{'operation': 'getPublicFile', 'status': 503}");
    complete(id, made).statusCode(502);
    assertThat(status(id)).isEqualTo("processing");
    assertThat(booked(id)).containsExactly("reserved 1.0");
    given().delete("/mock/faults").then().statusCode(204);
    breakers.resetAll();

    complete(id, made).statusCode(201);

    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void aBrowserStartsASelectionAndItGoesOnAsAnyOther() {
    BigDecimal uncertain = uncertain();
    Response opened = open("{'kind': 'selection', 'fileName': 'coffee.jpg'}");
    String id = id(opened);
    opened
        .then()
        .body(field("kind", equalTo("selection")))
        .body(field("status", equalTo("processing")))
        .body(field("credits", is(1.0)));
    assertThat(booked(id)).containsExactly("reserved 1.0");
    String session = upload(opened);
    assertThat(charges()).isEqualTo(1);

    Handoffs.select(id, photo, session)
        .then()
        .statusCode(201)
        .header("Location", endsWith("/selections/" + cutout()))
        .body(field("width", is(150)))
        .body(field("credits", is(1.0)));
    Handoffs.select(id, photo, session).then().statusCode(200).body(field("id", equalTo(cutout())));

    service()
        .contentType("application/json")
        .body("{\"keep\": [{\"x\": 75, \"y\": 50}]}")
        .put("/selections/{id}/points", cutout())
        .then()
        .statusCode(200)
        .body(field("revision", is(1)));
    service()
        .contentType("application/json")
        .body("{\"name\": \"mended\"}")
        .post("/selections/{id}/finish", cutout())
        .then()
        .statusCode(201)
        .body(field("source.fileName", equalTo("coffee.jpg")))
        .body(field("variants.origin", contains("selection")));
    service()
        .get("/handoffs/{id}", id)
        .then()
        .body(field("selection", equalTo("/selections/" + cutout())));
    assertThat(charges()).isEqualTo(1);
    assertThat(booked(id)).isEmpty();
    assertThat(uncertain()).isEqualByComparingTo(uncertain);
  }

  @Test
  void aSelectionThatNobodyComesBackForIsUncertain() {
    Response opened = open("{'kind': 'selection'}");
    upload(opened);

    passUntil(opened, "upload.expiresAt");
    time.pass(Duration.ofMinutes(5));
    due.run();

    assertThat(status(id(opened))).isEqualTo("uncertain");
    assertThat(booked(id(opened))).isEmpty();
  }

  @Test
  void aHandoffIsForOneThing() {
    String selection = id(open("{'kind': 'selection'}"));
    process(selection, "x")
        .then()
        .statusCode(409)
        .body(field("detail", containsString("/handoffs/%s/selection".formatted(selection))));
    complete(selection, "{\"inputUrl\": \"http://x/y\", \"outputUrls\": {}}").statusCode(409);
    String cutout = opened("{}");
    Handoffs.select(cutout, photo, uploaded)
        .then()
        .statusCode(409)
        .body(field("detail", containsString("/handoffs/%s/process".formatted(cutout))));
    post("/handoffs", "{'kind': 'selection', 'presets': ['amazon']}")
        .then()
        .statusCode(400)
        .body(field("detail", containsString("no presets")));
  }

  @Test
  void whatTheVendorDoesNotSignIsNoHandoff() {
    Emulator.fault("{'operation': 'presignUploadImage', 'account': 'demo', 'status': 503}");

    post("/handoffs", "{}").then().statusCode(502);
  }

  @Test
  void anUnknownHandoffIsNotFound() {
    Stream.of("x", "0".repeat(32), "..%2F..")
        .forEach(
            id ->
                service()
                    .urlEncodingEnabled(false)
                    .get("/handoffs/" + id)
                    .then()
                    .statusCode(oneOf(400, 404)));
  }

  /** The vendor says until when a call is good, and other tests have moved his clock. */
  private void passUntil(Response answer, String field) {
    time.passUntil(Instant.parse(Json.<String>at(answer.asString(), field)));
  }

  private String uploaded;

  /** Opens a handoff and uploads the photo, as a browser does; returns the handoff's id. */
  private String opened(String body) {
    Response opened = open(body);
    uploaded = upload(opened);
    return id(opened);
  }

  private String upload(Response opened) {
    return Handoffs.upload(opened, photo);
  }

  private static ValidatableResponse complete(String id, String body) {
    return Handoffs.complete(id, body).then();
  }

  private static String here(String path) {
    return "http://localhost:%d%s".formatted(RestAssured.port, path);
  }

  private static String status(String id) {
    return Json.at(service().get("/handoffs/{id}", id).asString(), "status");
  }

  private String cutout() {
    return DigestUtils.sha256Hex(photo).substring(0, 32);
  }

  private int charges() {
    return Emulator.charges(SERVICE_ACCOUNT) - chargesBefore;
  }

  /** What is set aside for a handoff. */
  private List<String> booked(String id) {
    return entities
        .createQuery("select r.credits from Reservation r where r.subject = :s", BigDecimal.class)
        .setParameter("s", "handoff/" + id)
        .getResultList()
        .stream()
        .map(credits -> "reserved " + credits)
        .toList();
  }

  private BigDecimal spent() {
    return sum(Outcome.BOUGHT);
  }

  private BigDecimal uncertain() {
    BigDecimal reserved =
        entities
            .createQuery(
                "select sum(r.credits) from Reservation r where r.operation ="
                    + " 'processImagePresigned'",
                BigDecimal.class)
            .getSingleResult();
    return sum(Outcome.UNCONFIRMED).add(reserved == null ? BigDecimal.ZERO : reserved);
  }

  private BigDecimal sum(Outcome outcome) {
    return entities
        .createQuery(
            "select e.credits from UsageEntry e where e.outcome = :outcome and e.operation ="
                + " 'processImagePresigned'",
            BigDecimal.class)
        .setParameter("outcome", outcome)
        .getResultStream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
