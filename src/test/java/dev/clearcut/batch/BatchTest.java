package dev.clearcut.batch;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static dev.clearcut.testing.Service.service;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many photos, one job: opened, filled, started, and what becomes of it. */
@QuarkusTest
class BatchTest {

  @Inject Due due;

  @Test
  void aBatchIsOpenedFilledStartedAndGetsReady() {
    String id = open("a.jpg", "b b.jpg", "ü%.jpg");
    batch(id)
        .body(field("status", equalTo("open")))
        .body(field("counts.total", equalTo(3)))
        .body(field("counts.waitingForPhoto", equalTo(3)))
        .body(field("credits.estimated", equalTo(3.0)))
        .body(field("variants", contains("preview")));

    put(id, "a.jpg", Photos.unseenCup()).statusCode(201).body(field("status", equalTo("waiting")));
    put(id, "b b.jpg", Photos.unseenCup()).statusCode(201);
    put(id, "ü%.jpg", Photos.unseenCup()).statusCode(201);
    start(id).statusCode(202).body(field("status", equalTo("running")));

    ended(id)
        .body(field("status", equalTo("ready")))
        .body(field("counts.ready", equalTo(3)))
        .body(field("credits.spent", equalTo(3.0)))
        .body(field("endedAt", notNullValue()));
    items(id)
        .body(field("items.ref", contains("a.jpg", "b b.jpg", "ü%.jpg")))
        .body(field("items.position", contains(1, 2, 3)))
        .body(field("items.status", everyItem(equalTo("ready"))))
        .body(field("items.credits", contains(1.0, 1.0, 1.0)));
    String cutout = Json.at(items(id).extract().asString(), "items[0].cutout");
    service()
        .get(cutout)
        .then()
        .body(field("variants.name", contains("preview")))
        .body(field("variants.status", contains("ready")));
  }

  @Test
  void theShortFormStartsAtOnceAndOneBadPhotoFailsAlone() {
    String id =
        Json.at(
            service()
                .multiPart("image", "photo.jpg", Photos.unseenCup())
                .multiPart("image", "Photo.jpg", Photos.unseenCup())
                .multiPart("image", "notes.pdf", "%PDF-1.4".getBytes())
                .multiPart("preset", "preview")
                .multiPart("name", "Spring")
                .post("/batches")
                .then()
                .statusCode(202)
                .header("Location", containsString("/batches/"))
                .body(field("name", equalTo("Spring")))
                .extract()
                .asString(),
            "id");

    ended(id).body(field("status", equalTo("partly"))).body(field("counts.failed", equalTo(1)));
    items(id)
        .body(field("items.ref", contains("photo.jpg", "Photo-2.jpg", "notes.pdf")))
        .body(field("items.status", contains("ready", "ready", "failed")))
        .body(field("items[2].problem.type", endsWith("unusable-photo")))
        .body(field("items[2].problem.detail", containsString("JPEG, PNG, WebP")));
  }

  @Test
  void moreThanFiftyPhotosBelongIntoABatchThatIsFilled() {
    RequestSpecification form = service();
    byte[] photo = Photos.unseenCup();
    for (int i = 0; i < 51; i++) {
      form.multiPart("image", i + ".jpg", photo);
    }

    form.post("/batches")
        .then()
        .statusCode(413)
        .body(field("detail", containsString("PUT /batches/{id}/items/{ref}")));
  }

  @Test
  void theSamePhotoIsPaidForOnceInABatchAndInTwo() {
    byte[] photo = Photos.unseenCup();
    int before = Emulator.charges(SERVICE_ACCOUNT);
    String id = open("one", "two");
    put(id, "one", photo);
    put(id, "two", photo);
    start(id);
    ended(id)
        .body(field("status", equalTo("ready")))
        .body(field("credits.estimated", equalTo(1.0)))
        .body(field("credits.spent", equalTo(1.0)))
        .body(field("credits.saved", equalTo(1.0)));

    String again = open("three");
    put(again, "three", photo);
    start(again).body(field("credits.estimated", equalTo(0)));

    ended(again)
        .body(field("credits.spent", equalTo(0.0)))
        .body(field("credits.saved", equalTo(1.0)));
    assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).isEqualTo(1);
  }

  @Test
  void fillingCanBeResumed() {
    byte[] photo = Photos.unseenCup();
    String id = open("one", "two");
    put(id, "one", photo).statusCode(201);

    put(id, "one", photo).statusCode(200).body(field("status", equalTo("waiting")));
    put(id, "one", Photos.unseenCup()).statusCode(409).body(field("type", endsWith("item-taken")));
    service()
        .queryParam("status", "waiting-for-photo")
        .get("/batches/{id}/items", id)
        .then()
        .body(field("items.ref", contains("two")));
    put(id, "three", photo).statusCode(404).body(field("detail", containsString("\"three\"")));
    start(id)
        .statusCode(409)
        .body(field("detail", containsString("\"two\"")))
        .body(field("detail", containsString("skipMissing=true")));
    service()
        .queryParam("skipMissing", true)
        .post("/batches/{id}/start", id)
        .then()
        .statusCode(202);
    ended(id).body(field("status", equalTo("partly"))).body(field("counts.cancelled", equalTo(1)));
  }

  @Test
  void aPhotoThatWasDamagedOnItsWayIsNotTaken() {
    byte[] photo = Photos.unseenCup();
    String id = open("one");

    digest(id, photo, digestOf(Photos.unseenCup()))
        .statusCode(400)
        .body(field("detail", containsString("damaged")));
    digest(id, photo, "sha-256=abc").statusCode(400);
    digest(id, photo, "md5=:abc:, " + digestOf(photo)).statusCode(201);
  }

  /** What curl sends by itself: --data-binary says that it is a form, -T says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "application/octet-stream", "a/b"})
  void aPhotoIsTakenWhateverItsTypeIsSaidToBe(String type) {
    String id = open("one");

    RestAssured.given()
        .config(
            RestAssured.config()
                .encoderConfig(encoderConfig().encodeContentTypeAs(type, ContentType.BINARY)))
        .contentType(type)
        .body(Photos.unseenCup())
        .put("/batches/{id}/items/one", id)
        .then()
        .statusCode(201);
  }

  @Test
  void aPhotoThatCannotBeUsedIsRefusedAtOnceAndCanBeReplaced() {
    String id = open("one");

    put(id, "one", "%PDF-1.4".getBytes()).statusCode(422);
    put(id, "one", Photos.unseenCup()).statusCode(201);
  }

  @Test
  void aReferenceThatComesTwiceIsNamedWithBothPlaces() {
    opening(refs("one", "two", "one"))
        .statusCode(422)
        .body(field("type", endsWith("duplicate-ref")))
        .body(field("detail", containsString("items[0].ref and items[2].ref are both \"one\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{'items': []}",
        "{'items': [{'ref': ''}]}",
        "{'items': [{'ref': 'a/b'}]}",
        "{'items': [{'ref': '..'}]}",
        "{'items': [null]}",
        "{'items': [{'reference': 'a'}]}",
        "{'items': [{'ref': 'a'}], 'presets': ['nosuch']}",
        "{'items': [{'ref': 'a'}], 'nam': 'x'}",
      })
  void whatIsWrongIsNamed(String body) {
    opening(body.replace('\'', '"')).statusCode(400).body(field("detail", notNullValue()));
  }

  @Test
  void aBatchOfMoreThanTenThousandIsRefused() {
    opening(
            refs(
                java.util.stream.IntStream.rangeClosed(0, 10_000)
                    .mapToObj(i -> "i" + i)
                    .toArray(String[]::new)))
        .statusCode(413)
        .body(field("detail", containsString("10000 items")));
  }

  @Test
  void aDryRunSaysWhatItWouldCostAndOpensNothing() {
    service()
        .contentType(ContentType.JSON)
        .queryParam("dryRun", true)
        .body(refs("one", "two"))
        .post("/batches")
        .then()
        .statusCode(200)
        .body(field("items", equalTo(2)))
        .body(field("credits", equalTo(2.0)))
        .body(field("allowed", equalTo(true)));
    byte[] photo = Photos.unseenCup();
    service()
        .multiPart("image", "a.jpg", photo)
        .multiPart("image", "b.jpg", photo)
        .queryParam("dryRun", true)
        .post("/batches")
        .then()
        .statusCode(200)
        .body(field("items", equalTo(2)))
        .body(field("photos", equalTo(1)))
        .body(field("credits", equalTo(1.0)));
  }

  @Test
  void whatWasNeverBegunIsCancelled() {
    String id = open("one", "two");
    put(id, "one", Photos.unseenCup());

    post(id, "cancel").statusCode(200).body(field("status", equalTo("cancelled")));

    post(id, "cancel").statusCode(200);
    batch(id).body(field("counts.cancelled", equalTo(2)));
    start(id).statusCode(409).body(field("type", endsWith("batch-state")));
    put(id, "two", Photos.unseenCup()).statusCode(409);
  }

  @Test
  void aBatchPausesWhenItIsAskedToAndGoesOn() {
    String id = open("one");
    post(id, "pause").statusCode(409);
    put(id, "one", Photos.unseenCup());
    start(id);
    post(id, "pause").statusCode(oneOf200Or409());

    post(id, "resume");

    ended(id).body(field("status", equalTo("ready")));
    post(id, "resume").statusCode(409);
  }

  private static org.hamcrest.Matcher<Integer> oneOf200Or409() {
    return org.hamcrest.Matchers.oneOf(200, 409);
  }

  @Test
  void whatFailedIsTriedAgainWhenItIsAskedFor() {
    Emulator.fault("{'operation': 'process', 'account': 'demo', 'status': 400, 'times': 1}");
    String id = open("one");
    put(id, "one", Photos.unseenCup());
    start(id);
    ended(id).body(field("status", equalTo("failed")));
    items(id)
        .body(field("items[0].problem.type", endsWith("vendor-refused-photo")))
        .body(field("items[0].credits", equalTo(0.0)));

    post(id, "retry").statusCode(202).body(field("status", equalTo("running")));

    ended(id).body(field("status", equalTo("ready")));
    post(id, "retry").statusCode(409);
  }

  @Test
  void aBatchIsDeletedWithWhatItMadeAndNothingElseUses() {
    byte[] shared = Photos.unseenCup();
    service().multiPart("image", "s.jpg", shared).multiPart("preset", "amazon").post("/cutouts");
    String id = open("own", "shared");
    put(id, "own", Photos.unseenCup());
    put(id, "shared", shared);
    start(id);
    ended(id);
    List<String> cutouts = Json.at(items(id).extract().asString(), "items.cutout");

    service().delete("/batches/{id}", id).then().statusCode(204);

    service().get("/batches/{id}", id).then().statusCode(404);
    service().get(cutouts.get(0)).then().statusCode(404);
    service().get(cutouts.get(1)).then().statusCode(200);
  }

  @Test
  void batchesAndItemsAreListedPageByPage() {
    String first = open("one", "two", "three");
    String second = open("four");
    service()
        .queryParam("limit", 1)
        .get("/batches")
        .then()
        .body(field("batches.id", contains(second)))
        .body(field("next", containsString("cursor=" + second)));
    service()
        .queryParam("limit", 1)
        .queryParam("cursor", second)
        .get("/batches")
        .then()
        .body(field("batches.id", contains(first)));
    String next =
        Json.at(
            service()
                .queryParam("limit", 2)
                .get("/batches/{id}/items", first)
                .then()
                .body(field("items", hasSize(2)))
                .extract()
                .asString(),
            "next");
    service()
        .get(next)
        .then()
        .body(field("items.ref", contains("three")))
        .body(field("next", nullValue()));
  }

  @Test
  void whoKnowsABatchIsToldOnlyWhatHasChanged() {
    String id = open("one");
    String tag = batch(id).extract().header("ETag");
    service().header("If-None-Match", tag).get("/batches/{id}", id).then().statusCode(304);

    put(id, "one", Photos.unseenCup());

    service()
        .header("If-None-Match", tag)
        .header("Prefer", "wait=60")
        .get("/batches/{id}", id)
        .then()
        .statusCode(200)
        .body(field("counts.waiting", equalTo(1)));
  }

  /** More than there are threads for calls. */
  @Test
  void manyMayWaitForABatchAtOnce() {
    String id = open("one");
    HttpRequest wait =
        HttpRequest.newBuilder()
            .uri(URI.create("http://localhost:%d/batches/%s".formatted(RestAssured.port, id)))
            .header("If-None-Match", batch(id).extract().header("ETag"))
            .header("Prefer", "wait=60")
            .build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<CompletableFuture<HttpResponse<Void>>> waiting =
        IntStream.range(0, 250)
            .mapToObj(i -> client.sendAsync(wait, BodyHandlers.discarding()))
            .toList();

    put(id, "one", Photos.unseenCup());

    assertThat(waiting).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
  }

  @Test
  void allResultsComeAsOneArchiveWhichCanBeResumedAnywhere() throws IOException {
    byte[] photo = Photos.unseenCup();
    String id = open("=cmd.jpg", "b,b.jpg", "missing.jpg");
    put(id, "=cmd.jpg", photo);
    put(id, "b,b.jpg", Photos.unseenCup());
    service().queryParam("skipMissing", true).post("/batches/{id}/start", id);
    ended(id);

    Response all = service().get("/batches/{id}/archive", id);

    all.then()
        .statusCode(200)
        .header("Content-Length", String.valueOf(all.asByteArray().length))
        .header("Content-Disposition", containsString(id + ".zip"));
    Map<String, byte[]> files = unzip(all.asByteArray());
    assertThat(files.keySet()).containsExactly("manifest.csv", "=cmd.webp", "b,b.webp");
    assertThat(new String(files.get("manifest.csv"), UTF_8).lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith("1,'=cmd.jpg,ready,preview,'=cmd.webp,"))
        .anySatisfy(
            line -> assertThat(line).startsWith("2,\"b,b.jpg\",ready,preview,\"b,b.webp\","))
        .anySatisfy(line -> assertThat(line).startsWith("3,missing.jpg,cancelled,"));
    int middle = all.asByteArray().length / 2;
    byte[] rest =
        service()
            .header("Range", "bytes=%d-".formatted(middle))
            .header("If-Range", all.header("ETag"))
            .get("/batches/{id}/archive", id)
            .then()
            .statusCode(206)
            .extract()
            .asByteArray();
    assertThat(rest)
        .isEqualTo(Arrays.copyOfRange(all.asByteArray(), middle, all.asByteArray().length));
    service()
        .head("/batches/{id}/archive", id)
        .then()
        .statusCode(200)
        .header("ETag", all.header("ETag"));
  }

  private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private ValidatableResponse ended(String id) {
    await()
        .until(
            () -> {
              due.run();
              return Json.at(batch(id).extract().asString(), "endedAt") != null;
            });
    return batch(id);
  }

  private static String open(String... refs) {
    return Json.at(opening(refs(refs)).statusCode(201).extract().asString(), "id");
  }

  private static ValidatableResponse opening(String body) {
    return service().contentType(ContentType.JSON).body(body).post("/batches").then();
  }

  private static String refs(String... refs) {
    return Arrays.stream(refs)
        .map("{\"ref\": \"%s\"}"::formatted)
        .collect(Collectors.joining(",", "{\"presets\": [\"preview\"], \"items\": [", "]}"));
  }

  private static ValidatableResponse put(String id, String ref, byte[] photo) {
    return service()
        .contentType("image/jpeg")
        .body(photo)
        .put("/batches/{id}/items/{ref}", id, ref)
        .then();
  }

  private static ValidatableResponse digest(String id, byte[] photo, String digest) {
    return service()
        .contentType("image/jpeg")
        .header("Repr-Digest", digest)
        .body(photo)
        .put("/batches/{id}/items/{ref}", id, "one")
        .then();
  }

  private static String digestOf(byte[] photo) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(DigestUtils.sha256(photo)) + ":";
  }

  private static ValidatableResponse start(String id) {
    return post(id, "start");
  }

  private static ValidatableResponse post(String id, String what) {
    return service().post("/batches/{id}/{what}", id, what).then();
  }

  private static ValidatableResponse batch(String id) {
    return service().get("/batches/{id}", id).then().statusCode(200);
  }

  private static ValidatableResponse items(String id) {
    return service().get("/batches/{id}/items", id).then().statusCode(200);
  }
}
