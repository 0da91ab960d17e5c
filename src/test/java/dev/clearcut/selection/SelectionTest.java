package dev.clearcut.selection;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.storage.ObjectStore;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A selection: started and paid once, refined for free, kept as a variant. */
@QuarkusTest
@TestProfile(Postgres.class)
class SelectionTest {

  /** On the cup of the small photo, and on the table. */
  private static final String CUP = "{'x': 70, 'y': 37}";

  private static final String TABLE = "{'x': 5, 'y': 95}";

  @Inject Due due;
  @Inject ObjectStore store;

  private final byte[] photo = Photos.unseenCup();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);

  private VirtualTime time;
  private int chargesBefore;
  private long segmentsBefore;

  @BeforeEach
  void count() {
    time = VirtualTime.install();
    chargesBefore = Emulator.charges(SERVICE_ACCOUNT);
    segmentsBefore = segments();
  }

  @AfterEach
  void mend() {
    given().delete("/mock/faults").then().statusCode(204);
    assertThat(Emulator.violations(SERVICE_ACCOUNT)).isEmpty();
  }

  @Test
  void thePhotoIsKeptAndItsSessionIsPaidOnceHoweverOftenItIsSent() {
    start(photo)
        .statusCode(201)
        .header("Location", endsWith("/selections/" + id))
        .body(field("id", equalTo(id)))
        .body(field("cutout", equalTo(id)))
        .body(field("width", is(150)))
        .body(field("height", is(100)))
        .body(field("revision", is(0)))
        .body(field("keep", hasSize(0)))
        .body(field("credits", is(1.0)))
        .body(field("expiresAt", equalTo(time.instant().plus(Duration.ofHours(2)).toString())))
        .body(field("image", nullValue()));

    start(photo).statusCode(200).body(field("credits", is(1.0)));
    start("{'cutout': '%s'}").statusCode(200).body(field("id", equalTo(id)));

    assertThat(charges()).isEqualTo(1);
    assertThat(Emulator.ledger(SERVICE_ACCOUNT).get(chargesBefore))
        .containsEntry("operation", "initializeAiCut");
    service().get("/cutouts/{id}", id).then().body(field("variants", hasSize(0)));
    service().get("/selections/{id}", id).then().statusCode(200).body(field("revision", is(0)));
  }

  @Test
  void usageNamesTheOperation() {
    BigDecimal before = spentOnSelections();

    start(photo).statusCode(201);

    assertThat(spentOnSelections().subtract(before)).isEqualByComparingTo("1.0");
  }

  private static BigDecimal spentOnSelections() {
    List<Map<String, Object>> lines = Json.at(service().get("/usage").asString(), "lines");
    return lines.stream()
        .filter(line -> line.get("operation").equals("initializeAiCut"))
        .map(line -> new BigDecimal(line.get("spent").toString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void thePhotoOfACutoutNeedNotBeSentAgain() {
    service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts")
        .then()
        .statusCode(201);

    start("{'cutout': '%s'}").statusCode(201).body(field("id", equalTo(id)));
  }

  @Test
  void aKindOfPhotoThatTheVendorDoesNotTakeIsRefusedBeforeAnythingIsKeptOrPaid() {
    byte[] heic = Photos.unseenHeic();

    start(heic)
        .statusCode(422)
        .body(field("type", equalTo("urn:clearcut:problem:unusable-photo")))
        .body(field("detail", containsString("selects from JPEG, PNG and WebP alone")));

    service()
        .get("/cutouts/{id}", DigestUtils.sha256Hex(heic).substring(0, 32))
        .then()
        .statusCode(404);
    assertThat(charges()).isZero();
  }

  @Test
  void whatIsPointedAtIsSelectedAndItsPictureIsOurs() throws IOException {
    start(photo).statusCode(201);

    point(CUP, TABLE)
        .statusCode(200)
        .body(field("revision", is(1)))
        .body(field("keep[0].x", is(70)))
        .body(field("leave[0].y", is(95)))
        .body(field("image", equalTo("/selections/%s/image".formatted(id))));

    BufferedImage picture = picture();
    assertThat(picture.getWidth()).isEqualTo(150);
    assertThat(picture.getHeight()).isEqualTo(100);
    assertThat(alpha(picture, 70, 37)).isGreaterThan(250);
    assertThat(alpha(picture, 5, 95)).isZero();

    point(TABLE, CUP).statusCode(200).body(field("revision", is(2)));
    assertThat(alpha(picture(), 70, 37)).isZero();
    assertThat(charges()).as("pointing is free").isEqualTo(1);
  }

  @Test
  void thePictureComesAsHttpHasIt() {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    Response all = service().get("/selections/{id}/image", id);
    String tag = all.header("ETag");

    assertThat(tag).isEqualTo("\"" + DigestUtils.sha256Hex(all.asByteArray()) + "\"");
    assertThat(all.header("Content-Type")).isEqualTo("image/png");
    assertThat(all.header("Cache-Control")).isEqualTo("private, no-cache");
    service().header("If-None-Match", tag).get("/selections/{id}/image", id).then().statusCode(304);
    byte[] part =
        service()
            .header("Range", "bytes=8-15")
            .get("/selections/{id}/image", id)
            .then()
            .statusCode(206)
            .extract()
            .asByteArray();
    assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(all.asByteArray(), 8, 16));
    point(TABLE, CUP).statusCode(200);
    service().header("If-None-Match", tag).get("/selections/{id}/image", id).then().statusCode(200);
  }

  @Test
  void theListThatIsShownIsAnsweredWithoutTheVendor() {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    long asked = asked();

    point(CUP, TABLE).statusCode(200).body(field("revision", is(1)));

    assertThat(asked()).isEqualTo(asked);
  }

  @Test
  void twoEmptyListsShowNothingAndAskNobody() {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    long asked = asked();

    point("", "")
        .statusCode(200)
        .body(field("revision", is(2)))
        .body(field("keep", hasSize(0)))
        .body(field("image", nullValue()));
    point("", "").statusCode(200).body(field("revision", is(2)));

    service().get("/selections/{id}/image", id).then().statusCode(404);
    assertThat(asked()).isEqualTo(asked);
  }

  /** Where a pixel of the stored photo is on the upright one, by the meaning of the tag. */
  static Stream<Arguments> orientations() {
    return Stream.of(
        Arguments.of(1, 280, 150, 20, 380),
        Arguments.of(3, 599 - 280, 399 - 150, 599 - 20, 399 - 380),
        Arguments.of(5, 150, 280, 380, 20),
        Arguments.of(6, 399 - 150, 280, 399 - 380, 20),
        Arguments.of(8, 150, 599 - 280, 380, 599 - 20));
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void aPointIsOnTheUprightPhoto(int orientation, int x, int y, int tableX, int tableY)
      throws IOException {
    byte[] turned = Photos.unseenCoffee(orientation);
    String selection = DigestUtils.sha256Hex(turned).substring(0, 32);
    boolean onItsSide = orientation >= 5;

    start(turned)
        .statusCode(201)
        .body(field("width", is(onItsSide ? 400 : 600)))
        .body(field("height", is(onItsSide ? 600 : 400)));
    put(
            selection,
            "{'keep': [{'x': %d, 'y': %d}], 'leave': [{'x': %d, 'y': %d}]}"
                .formatted(x, y, tableX, tableY))
        .statusCode(200);

    BufferedImage picture = picture(selection);
    assertThat(picture.getWidth()).isEqualTo(onItsSide ? 400 : 600);
    assertThat(alpha(picture, x, y)).as("the cup").isGreaterThan(250);
    assertThat(alpha(picture, tableX, tableY)).as("the table").isZero();
  }

  @Test
  void aPngThatIsTurnedByItsExifIsUprightToo() {
    start(Photos.unseen("exif-after-idat.png"))
        .statusCode(201)
        .body(field("width", is(400)))
        .body(field("height", is(300)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'keep': [{'x': 150, 'y': 5}]} | keep[0] is at 150, 5, which is outside of the upright photo of 150 × 100 pixels
          {'keep': [{'x': 5, 'y': 5}], 'leave': [{'x': 1, 'y': 1}, {'x': 0, 'y': -1}]} | leave[1] is at 0, -1, which is outside
          {'keep': [{'x': 5}]} | keep[0] must have x and y
          {'keep': [null]} | keep[0] must have x and y
          {'keep': [{'x': 1.5, 'y': 1}]} | keep[0].x must be a whole number
          {'keep': [{'x': '1', 'y': 1}]} | keep[0].x must be a whole number
          {'keep': {'x': 1, 'y': 1}} | keep must be an array
          {'keeps': []} | keeps is not a known field. Known fields: keep, leave, renew. Did you mean keep?
          {'keep': [{'x': 1, 'y': 1, 'z': 1}]} | z is not a known field
          {'keep': [], 'keep': []} | keep is given twice
          {'renew': 1} | renew must be true or false
          [] | The body is not a JSON object
          null | The body is not a JSON object
          """)
  void aWrongPointIsNamed(String body, String sentence) {
    start(photo).statusCode(201);
    long asked = asked();

    put(id, body)
        .statusCode(400)
        .body(field("type", equalTo("urn:clearcut:problem:invalid-request")))
        .body(field("detail", containsString(sentence)));

    assertThat(asked()).isEqualTo(asked);
  }

  @Test
  void thereAreAtMostTwoHundredPoints() {
    start(photo).statusCode(201);
    String points = String.join(", ", Collections.nCopies(100, CUP));

    put(id, "{'keep': [%s], 'leave': [%s]}".formatted(points, points + ", " + TABLE))
        .statusCode(400)
        .body(field("detail", containsString("have 201 points together. Send at most 200.")));
    put(id, "{'keep': [%s], 'leave': [%s]}".formatted(points, points)).statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | cutout is missing
          {'cutout': 5} | cutout must be a string
          {'cutOut': 'a'} | Did you mean cutout?
          {'cutout': 'a', 'image': 'b'} | image is not a known field. Known fields: cutout.
          text | The body is not a JSON object
          """)
  void aStartThatIsNotAsDocumentedIsRefused(String body, String sentence) {
    json()
        .body(quoted(body))
        .post("/selections")
        .then()
        .statusCode(400)
        .body(field("detail", containsString(sentence)));
  }

  @Test
  void aFormHasThePhotoAndNothingElse() {
    service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/selections")
        .then()
        .statusCode(400)
        .body(
            field(
                "detail",
                containsString("preset is not a known part. Known parts: image, imageUrl.")));
    service()
        .multiPart("image", "photo.jpg", photo)
        .queryParam("dryRun", "true")
        .post("/selections")
        .then()
        .statusCode(400);
    assertThat(charges()).isZero();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    json()
        .body(Map.of("cutout", "0".repeat(32)))
        .post("/selections")
        .then()
        .statusCode(404)
        .body(field("detail", containsString("no cutout with this id")));
    for (String unknown : List.of("0".repeat(32), "nonsense")) {
      service().get("/selections/{id}", unknown).then().statusCode(404);
      service().get("/selections/{id}/image", unknown).then().statusCode(404);
      put(unknown, "{'keep': []}").statusCode(404);
      finish(unknown, "hero").statusCode(404);
    }
  }

  @Test
  void theSameRequestWithAKeyIsAnsweredTheSame() {
    String key = UUID.randomUUID().toString();
    for (boolean replayed : List.of(false, true)) {
      Response answer =
          service()
              .header("Idempotency-Key", key)
              .multiPart("image", "photo.jpg", photo)
              .post("/selections");
      answer.then().statusCode(201);
      assertThat(answer.header("Idempotency-Replayed")).isEqualTo(replayed ? "true" : null);
    }
  }

  @Test
  void aSessionThatTheVendorHasForgottenIsOverAndStartedAnewOnlyWhenThatIsAllowed()
      throws IOException {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    fault("'operation': 'segment', 'effect': 'lose-file', 'times': 1");

    point(TABLE, CUP)
        .statusCode(409)
        .body(field("type", equalTo("urn:clearcut:problem:selection-expired")))
        .body(
            field(
                "detail",
                allOf(containsString("\"renew\": true"), containsString("costs 1.0 credits"))));
    assertThat(alpha(picture(), 70, 37)).as("what is shown stays").isGreaterThan(250);
    assertThat(charges()).isEqualTo(1);

    put(id, "{'keep': [%s], 'leave': [%s], 'renew': true}".formatted(TABLE, CUP))
        .statusCode(200)
        .body(field("id", equalTo(id)))
        .body(field("credits", is(2.0)))
        .body(field("keep[0].x", is(5)));
    assertThat(alpha(picture(), 70, 37)).isZero();
    assertThat(charges()).isEqualTo(2);

    put(id, "{'keep': [%s], 'renew': true}".formatted(CUP))
        .statusCode(200)
        .body(field("credits", is(2.0)));
    assertThat(charges()).as("a session that lives is not started anew").isEqualTo(2);
  }

  @Test
  void oneServerThatDoesNotKnowTheSessionIsNotBelieved() {
    start(photo).statusCode(201);
    fault("'operation': 'segment', 'effect': 'wrong-region', 'times': 1");

    point(CUP, TABLE).statusCode(200);
  }

  @Test
  void aSessionEndsWithItsTimeAndThePhotoStartsANewOne() {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    time.pass(Duration.ofHours(2));

    point(TABLE, CUP).statusCode(409);
    point(CUP, TABLE).statusCode(200);

    start(photo).statusCode(201).body(field("credits", is(2.0))).body(field("revision", is(1)));
    assertThat(charges()).isEqualTo(2);
  }

  @Test
  void whatIsSelectedBecomesAVariantLikeAnyOther() {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    byte[] shown = service().get("/selections/{id}/image", id).asByteArray();

    finish(id, "hero")
        .statusCode(201)
        .header("Location", endsWith("/cutouts/" + id))
        .body(field("variants", hasSize(1)))
        .body(field("variants[0].name", equalTo("hero")))
        .body(field("variants[0].status", equalTo("ready")))
        .body(field("variants[0].origin", equalTo("selection")))
        .body(field("variants[0].requested", nullValue()))
        .body(field("variants[0].credits", is(0)))
        .body(field("variants[0].attempts", is(0)))
        .body(field("variants[0].delivered.mediaType", equalTo("image/png")))
        .body(field("variants[0].delivered.sha256", equalTo(DigestUtils.sha256Hex(shown))));
    finish(id, "hero").statusCode(200).body(field("variants", hasSize(1)));
    finish(id, "other").statusCode(201).body(field("variants", hasSize(2)));

    point(TABLE, CUP).statusCode(200);
    due.run();
    time.pass(Duration.ofHours(1));
    due.run();
    assertThat(service().get("/cutouts/{id}/variants/hero", id).asByteArray()).isEqualTo(shown);
    finish(id, "hero")
        .statusCode(409)
        .body(field("type", equalTo("urn:clearcut:problem:variant-name-taken")));
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void aVariantOfASelectionStandsBesideThoseThatAreAskedFor() {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    finish(id, "hero").statusCode(201);

    variants("?dryRun=true", "{'presets': ['preview']}").statusCode(200);
    variants("", "{'presets': ['preview']}")
        .statusCode(201)
        .body(field("variants.origin", equalTo(List.of("selection", "process"))));
    variants("", "{'variants': [{'name': 'hero'}]}").statusCode(409);
    finish(id, "preview").statusCode(409);
  }

  private ValidatableResponse variants(String query, String body) {
    return json().body(quoted(body)).post("/cutouts/" + id + "/variants" + query).then();
  }

  @Test
  void thereIsNothingToKeepBeforeSomethingIsSelected() {
    start(photo).statusCode(201);

    finish(id, "hero")
        .statusCode(409)
        .body(field("type", equalTo("urn:clearcut:problem:nothing-selected")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | name is missing; give the variant a name
          {'name': 'Hero'} | name must be 1 to 63 lower-case letters, digits and hyphens
          {'name': 5} | name must be a string
          {'names': 'hero'} | Did you mean name?
          """)
  void aNameThatIsNoneIsRefused(String body, String sentence) {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);

    json()
        .body(quoted(body))
        .post("/selections/{id}/finish", id)
        .then()
        .statusCode(400)
        .body(field("detail", containsString(sentence)));
  }

  @Test
  void withTheCutoutGoesTheSelectionToTheLastByte() {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    finish(id, "hero").statusCode(201);
    point(TABLE, CUP).statusCode(200);

    service().delete("/cutouts/{id}", id).then().statusCode(204);

    service().get("/selections/{id}", id).then().statusCode(404);
    service().get("/selections/{id}/image", id).then().statusCode(404);
    time.pass(Duration.ofMinutes(2));
    due.run();
    assertThat(objects()).isEmpty();
    start(photo).statusCode(201).body(field("revision", is(0)));
  }

  @Test
  void onlyTheLastPictureIsKeptAndWhatNobodyFinishedGoesADayAfterItsSession() {
    start(photo).statusCode(201);
    point(CUP, TABLE).statusCode(200);
    point(TABLE, CUP).statusCode(200);
    time.pass(Duration.ofMinutes(2));
    due.run();
    assertThat(objects()).as("the photo and one picture").hasSize(2);

    time.pass(Duration.ofHours(25));
    due.run();
    service().get("/selections/{id}", id).then().statusCode(200);
    time.pass(Duration.ofHours(1));
    due.run();

    service().get("/selections/{id}", id).then().statusCode(404);
    time.pass(Duration.ofMinutes(2));
    due.run();
    assertThat(objects()).as("the photo").hasSize(1);
    service().get("/cutouts/{id}", id).then().statusCode(200);
  }

  @Test
  void aPictureOfAnotherSizeIsNotTaken() {
    start(photo).statusCode(201);
    fault("'operation': 'getPublicFile', 'effect': 'lose-file', 'times': 3");

    point(CUP, TABLE).statusCode(502);

    service().get("/selections/{id}", id).then().body(field("revision", is(0)));
    point(CUP, TABLE).statusCode(200);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void withoutCreditsNothingIsStartedAndNothingBooked() {
    Emulator.credit(SERVICE_ACCOUNT, "0.5");
    try {
      start(photo)
          .statusCode(503)
          .body(field("type", equalTo("urn:clearcut:problem:insufficient-credits")));
    } finally {
      Emulator.credit(SERVICE_ACCOUNT, "1000");
    }

    start(photo).statusCode(201).body(field("credits", is(1.0)));
  }

  private List<String> objects() {
    List<String> keys = new ArrayList<>();
    store.list("cutouts/" + id + "/", object -> keys.add(object.key()));
    return keys;
  }

  private int charges() {
    return Emulator.charges(SERVICE_ACCOUNT) - chargesBefore;
  }

  private long asked() {
    return segments() - segmentsBefore;
  }

  private static long segments() {
    return Emulator.journal(SERVICE_ACCOUNT).stream()
        .filter(call -> "segment".equals(call.get("operation")))
        .count();
  }

  private static void fault(String fields) {
    Emulator.fault("{'account': '%s', %s}".formatted(SERVICE_ACCOUNT, fields));
  }

  private static io.restassured.specification.RequestSpecification json() {
    return service().contentType(ContentType.JSON);
  }

  private static String quoted(String body) {
    return body.replace('\'', '"');
  }

  private static ValidatableResponse start(byte[] image) {
    return service().multiPart("image", "photo.jpg", image).post("/selections").then();
  }

  private ValidatableResponse start(String body) {
    return json().body(quoted(body.formatted(id))).post("/selections").then();
  }

  private ValidatableResponse point(String keep, String leave) {
    return put(id, "{'keep': [%s], 'leave': [%s]}".formatted(keep, leave));
  }

  private static ValidatableResponse put(String selection, String body) {
    return json().body(quoted(body)).put("/selections/{id}/points", selection).then();
  }

  private static ValidatableResponse finish(String selection, String name) {
    return json().body(Map.of("name", name)).post("/selections/{id}/finish", selection).then();
  }

  private BufferedImage picture() throws IOException {
    return picture(id);
  }

  private static BufferedImage picture(String selection) throws IOException {
    return ImageIO.read(
        new ByteArrayInputStream(
            service()
                .get("/selections/{id}/image", selection)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray()));
  }

  private static int alpha(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) >>> 24;
  }
}
