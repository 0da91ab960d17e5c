package dev.clearcut.photo;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.ImageHost;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Logged;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import java.util.logging.LogRecord;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A photo that is named by its URL is fetched once, and is then a photo like any other. */
@QuarkusTest
class PhotoByUrlTest {

  private static final String SECRET = "a-secret-of-the-query";

  private final ImageHost host = new ImageHost();
  private final byte[] photo = Photos.unseenCup();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);

  @AfterEach
  void close() {
    host.close();
  }

  private static RequestSpecification form(String url) {
    return service().multiPart("imageUrl", url).multiPart("preset", "preview");
  }

  private static ValidatableResponse send(String url) {
    return form(url).post("/cutouts").then();
  }

  @Test
  void itIsFetchedOnceAndMade() {
    host.bytes("/shop/Coffee%20cup.jpg".replace("%20", " "), photo);

    send(host.url("/shop/Coffee%20cup.jpg?token=x"))
        .statusCode(201)
        .body(field("id", equalTo(id)))
        .body(field("source.fileName", equalTo("Coffee cup.jpg")))
        .body(field("variants[0].status", equalTo("ready")));
    assertThat(host.asked()).hasSize(1);
    assertThat(service().get("/cutouts/{id}/source", id).asByteArray()).isEqualTo(photo);

    service()
        .multiPart("image", "other.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts")
        .then()
        .statusCode(200);
    assertThat(Emulator.violations(SERVICE_ACCOUNT)).isEmpty();
  }

  @Test
  void aDryRunFetchesItAndKeepsNothing() {
    host.bytes("/a.jpg", photo);
    form(host.url("/a.jpg"))
        .post("/cutouts?dryRun=true")
        .then()
        .statusCode(200)
        .body(field("cutoutId", equalTo(id)))
        .body(field("credits", equalTo(1.0)));
    service().get("/cutouts/{id}", id).then().statusCode(404);
  }

  @Test
  void aRepeatedRequestFetchesNothingAndAnotherUrlIsAnotherRequest() {
    host.bytes("/a.jpg", photo).bytes("/b.jpg", photo);
    String key = UUID.randomUUID().toString();
    form(host.url("/a.jpg?x=1"))
        .header("Idempotency-Key", key)
        .post("/cutouts")
        .then()
        .statusCode(201);
    form(host.url("/a.jpg?x=1"))
        .header("Idempotency-Key", key)
        .post("/cutouts")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", "true");
    form(host.url("/a.jpg?x=2"))
        .header("Idempotency-Key", key)
        .post("/cutouts")
        .then()
        .statusCode(422)
        .body(field("type", endsWith("idempotency-key-reused")));
    assertThat(host.asked()).containsExactly("/a.jpg");
  }

  @Test
  void aSelectionIsStartedWithItToo() {
    host.bytes("/a.jpg", photo);
    service()
        .multiPart("imageUrl", host.url("/a.jpg"))
        .post("/selections")
        .then()
        .statusCode(201)
        .body(field("cutout", equalTo(id)));
  }

  @Test
  void aPackedAnswerIsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(photo);
    }
    host.on(
        "/a.jpg",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, packed.size());
          exchange.getResponseBody().write(packed.toByteArray());
        });
    send(host.url("/a.jpg")).statusCode(201).body(field("id", equalTo(id)));
  }

  @ParameterizedTest
  @CsvSource({
    "404, photo-not-found, answered 404",
    "410, photo-not-found, answered 410",
    "403, photo-not-found, answered 403",
    "204, photo-not-found, answered 204",
    "304, photo-not-found, answered 304",
    "429, photo-unreachable, answered 429",
    "500, photo-unreachable, answered 500",
    "503, photo-unreachable, answered 503",
  })
  void anotherAnswerIsSaid(int status, String problem, String sentence) {
    host.status("/a.jpg", status);
    send(host.url("/a.jpg?token=" + SECRET))
        .statusCode(422)
        .body(field("type", endsWith(":" + problem)))
        .body(field("detail", allOf(containsString(sentence), containsString(host.url("/a.jpg")))))
        .body(field("detail", not(containsString(SECRET))));
  }

  @Test
  void whenToComeBackIsPassedOnUpToAnHour() {
    host.on(
        "/a.jpg",
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "99999");
          exchange.sendResponseHeaders(503, -1);
        });
    send(host.url("/a.jpg")).statusCode(422).header("Retry-After", "3600");
  }

  @Test
  void whatIsNoImageIsSaidLikeThatOfAnUpload() {
    host.bytes("/a.jpg", "<html>Please log in</html>".getBytes());
    host.bytes("/empty.jpg", new byte[0]);
    send(host.url("/a.jpg"))
        .statusCode(422)
        .body(field("type", endsWith("unusable-photo")))
        .body(field("detail", containsString("not an image")));
    send(host.url("/empty.jpg")).statusCode(422).body(field("type", endsWith("unusable-photo")));
  }

  @Test
  void whatIsTooLargeIsGivenUpWhetherItsSizeIsSaidOrNot() {
    host.chunked("/chunked.jpg", 2_000_000).bytes("/said.jpg", new byte[2_000_000]);
    for (String path : new String[] {"/chunked.jpg", "/said.jpg"}) {
      send(host.url(path))
          .statusCode(422)
          .body(field("type", endsWith("photo-too-large")))
          .body(field("detail", containsString("1048576 bytes")));
    }
  }

  @Test
  void whatIsCutShortIsNotTaken() {
    host.cutShort("/a.jpg", photo);
    send(host.url("/a.jpg")).statusCode(422).body(field("type", endsWith("photo-unreachable")));
    service().get("/cutouts/{id}", id).then().statusCode(404);
  }

  @Test
  void redirectsAreFollowedThreeTimes() {
    host.redirect("/a.jpg", "/b.jpg").redirect("/b.jpg", "/c.jpg").redirect("/c.jpg", "/d.jpg");
    host.bytes("/d.jpg", photo).redirect("/loop.jpg", "/loop.jpg");
    send(host.url("/a.jpg")).statusCode(201).body(field("source.fileName", equalTo("a.jpg")));
    send(host.url("/loop.jpg"))
        .statusCode(422)
        .body(field("type", endsWith("photo-url-not-allowed")))
        .body(field("detail", containsString("more than 3 times")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "http://user:password@localhost/",
        "https://example.com:22/",
        "ftp://example.com/a.jpg",
        "s3://somebody/a.jpg",
        "s3://clearcut/a.jpg",
        "file:///etc/passwd",
        "http://[",
        "a b",
      })
  void whereItMayNotLeadIsSaidAtOnceAndBehindARedirect(String url) {
    send(url).statusCode(422).body(field("type", endsWith("photo-url-not-allowed")));
    host.redirect("/a.jpg", url);
    send(host.url("/a.jpg")).statusCode(422).body(field("type", endsWith("photo-url-not-allowed")));
  }

  @Test
  void aHostThatIsNotThereIsNotReached() {
    send("http://localhost:1/a.jpg")
        .statusCode(422)
        .body(field("type", endsWith("photo-unreachable")));
  }

  @Test
  void exactlyOnePhotoIsNeeded() {
    service()
        .multiPart("image", "a.jpg", photo)
        .multiPart("imageUrl", host.url("/a.jpg"))
        .post("/cutouts")
        .then()
        .statusCode(400)
        .body(field("detail", containsString("both image and imageUrl")));
    form("")
        .post("/cutouts")
        .then()
        .statusCode(400)
        .body(field("detail", startsWith("The part \"image\" is missing")));
    send("https://images.example.com/" + "a".repeat(2050))
        .statusCode(422)
        .body(field("detail", containsString("2048")));
  }

  /** Whatever comes of it. */
  @Test
  void theQueryIsInNoLogAndNoProblem() {
    host.bytes("/a.jpg", photo).redirect("/away.jpg", "http://169.254.169.254/?" + SECRET);
    host.cutShort("/cut.jpg", photo).chunked("/large.jpg", 2_000_000).status("/busy.jpg", 503);
    try (Logged logged = Logged.by("")) {
      for (String path : host.paths()) {
        assertThat(send(host.url(path + "?token=" + SECRET)).extract().asString())
            .doesNotContain(SECRET);
      }
      assertThat(send("https://" + SECRET + "@localhost/#" + SECRET).extract().asString())
          .doesNotContain(SECRET);
      assertThat(logged.records())
          .extracting(PhotoByUrlTest::text)
          .noneMatch(line -> line.contains(SECRET));
    }
    String cutout = service().get("/cutouts/{id}", id).then().extract().asString();
    assertThat(cutout).doesNotContain(SECRET);
    assertThat((String) Json.at(cutout, "source.fileName")).isEqualTo("a.jpg");
  }

  /** Callers would make as many time series as they name paths. */
  @Test
  void aPathIsInNoMetric() {
    host.bytes("/a-path-of-its-own", photo);
    send(host.url("/a-path-of-its-own")).statusCode(201);
    assertThat(RestAssured.get("/q/metrics").asString()).doesNotContain("a-path-of-its-own");
  }

  private static String text(LogRecord line) {
    Object[] parameters = line.getParameters();
    return line.getMessage() + java.util.Arrays.toString(parameters) + line.getThrown();
  }
}
