package dev.clearcut.cutout;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.openBatch;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.storage.ObjectStore;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes as HTTP has them. */
@QuarkusTest
@TestProfile(Postgres.class)
class BytesTest {

  @Inject EntityManager entities;
  @Inject ObjectStore store;
  @Inject CutoutRepository repository;

  private final byte[] photo = Photos.unseenCup();
  private final String tag = "\"" + DigestUtils.sha256Hex(photo) + "\"";
  private String id;

  @BeforeEach
  void make() {
    id = post();
  }

  @Test
  void everythingIsSaidOfTheBytes() {
    source(given())
        .then()
        .statusCode(200)
        .contentType("image/jpeg")
        .header("Content-Length", String.valueOf(photo.length))
        .header("ETag", tag)
        .header("Accept-Ranges", "bytes")
        .header("Cache-Control", "private, no-cache")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Disposition", "inline; filename=\"kaffee.jpg\"");
  }

  @Test
  void aHeadIsTheSameWithoutTheBytes() {
    Response head = given().head("/cutouts/{id}/source", id);

    assertThat(head.asByteArray()).isEmpty();
    assertThat(head.statusCode()).isEqualTo(200);
    for (String header :
        new String[] {
          "Content-Length", "Content-Type", "ETag", "Accept-Ranges", "Content-Disposition"
        }) {
      assertThat(head.header(header)).isEqualTo(source(given()).header(header));
    }
  }

  @Test
  void aVariantHasAHeadToo() {
    given()
        .head("/cutouts/{id}/variants/preview", id)
        .then()
        .statusCode(200)
        .contentType("image/webp")
        .header("Content-Disposition", "inline; filename=\"kaffee-preview.webp\"");
    given().head("/cutouts/{id}/variants/nope", id).then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-99,0,99", "bytes=100-,100,-1", "bytes=-100,-100,-1", "bytes=5-9999999,5,-1"})
  void aPartIsSentForARange(String range, int from, int to) {
    int first = from < 0 ? photo.length + from : from;
    int last = to < 0 ? photo.length + to : to;

    Response part = source(given().header("Range", range));

    part.then()
        .statusCode(206)
        .header("Content-Range", "bytes %d-%d/%d".formatted(first, last, photo.length))
        .header("Content-Length", String.valueOf(last - first + 1))
        .header("ETag", tag);
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(photo, first, last + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,5-6", "bytes=9-5", "pages=1-2", "bytes=-", "bytes=x-y", ""})
  void whatIsNotOneRangeIsAnsweredWithAllOfIt(String range) {
    source(given().header("Range", range)).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=99999999-", "bytes=-0"})
  void aRangeBeyondTheEndIsRefused(String range) {
    source(given().header("Range", range))
        .then()
        .statusCode(416)
        .contentType("application/problem+json")
        .header("Content-Range", "bytes */" + photo.length);
  }

  @Test
  void aRangeOfOtherBytesIsAnsweredWithAllOfThem() {
    source(given().header("Range", "bytes=0-9").header("If-Range", "\"other\""))
        .then()
        .statusCode(200);
    source(given().header("Range", "bytes=0-9").header("If-Range", tag)).then().statusCode(206);
  }

  @Test
  void whoHasTheBytesIsSentNone() {
    store.delete(repository.find(id).orElseThrow().objectKey);

    source(given().header("If-None-Match", "\"other\", " + tag))
        .then()
        .statusCode(304)
        .header("ETag", tag)
        .header("Content-Length", nullValue());
    source(given().header("If-None-Match", "W/" + tag)).then().statusCode(304);
    source(given().header("If-None-Match", "*")).then().statusCode(304);
  }

  @Test
  void aPhotoOfWhichBytesAreMissingIsNotSent(@TempDir Path folder) throws IOException {
    String key = repository.find(id).orElseThrow().objectKey;
    store.delete(key);
    store.put(key, Files.write(folder.resolve("short"), Arrays.copyOf(photo, 100)));

    source(given()).then().statusCode(500).contentType("application/problem+json");
    source(given().header("Range", "bytes=0-99")).then().statusCode(206);
  }

  @Test
  void aTagThatIsRequiredAndWrongIsRefused() {
    source(given().header("If-Match", "\"other\"")).then().statusCode(412);
  }

  @Test
  void aBrowserSavesItWhenAsked() {
    given()
        .get("/cutouts/{id}/source?download", id)
        .then()
        .header("Content-Disposition", "attachment; filename=\"kaffee.jpg\"");
  }

  @Test
  void anyFileNameIsSafe() {
    QuarkusTransaction.requiringNew()
        .run(() -> entities.find(CutoutEntity.class, id).fileName = "ze\"bra\r\n Größe; 1.JPG");

    source(given())
        .then()
        .header(
            "Content-Disposition",
            equalTo(
                "inline; filename=\"ze_bra Gr__e_ 1.jpg\";"
                    + " filename*=UTF-8''ze%22bra%20Gr%C3%B6%C3%9Fe%3B%201.jpg"));
  }

  /** PostgreSQL has no text with this character. */
  @Test
  void nothingHasANameWithoutACharacter() {
    String batch = openBatch("one");

    given()
        .urlEncodingEnabled(false)
        .contentType("image/jpeg")
        .body(photo)
        .put("/batches/" + batch + "/items/%00")
        .then()
        .statusCode(404)
        .body(field("detail", containsString("Leave %00 out of the path")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "0000", "UPPER"})
  void anIdThatIsNoneIsNotFound(String nonsense) {
    given()
        .urlEncodingEnabled(false)
        .get("/cutouts/" + nonsense + "/source")
        .then()
        .statusCode(404);
    given()
        .urlEncodingEnabled(false)
        .get("/cutouts/%s/variants/%s".formatted(id, nonsense))
        .then()
        .statusCode(404);
  }

  private Response source(RequestSpecification request) {
    return request.get("/cutouts/{id}/source", id);
  }

  private String post() {
    return Json.at(
        given()
            .multiPart("image", "kaffee.jpg", photo)
            .multiPart("preset", "preview")
            .post("/cutouts")
            .then()
            .statusCode(201)
            .extract()
            .asString(),
        "id");
  }
}
