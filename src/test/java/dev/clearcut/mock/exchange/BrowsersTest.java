package dev.clearcut.mock.exchange;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of any origin may make the calls that need no key, and reads their errors too. */
@QuarkusTest
class BrowsersTest {

  private static final String ORIGIN = "https://shop.example.com";

  @ParameterizedTest
  @CsvSource({
    "POST, /v3/remove-bg/upload-image/presigned/",
    "POST, /v3/remove-bg/process-image/presigned/",
    "POST, /v3/ai-cut/initialize/presigned/",
    "POST, /v3/ai-cut/segment/",
    "GET, /pub/some-token/photo.png"
  })
  void aPreflightForACallWithoutAKeyIsAnswered(String method, String path) {
    preflight(method, path, "content-type")
        .statusCode(204)
        .header("Access-Control-Allow-Origin", equalTo("*"))
        .header("Access-Control-Allow-Methods", equalTo(method))
        .header("Access-Control-Allow-Headers", equalTo("content-type"))
        .body(blankOrNullString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/file-ops/upload/",
        "/v3/remove-bg/upload-image/",
        "/v3/remove-bg/upload-image/presign/",
        "/v3/nothing/"
      })
  void aPreflightForACallWithAKeyIsNot(String path) {
    preflight("POST", path, "authorization")
        .header("Access-Control-Allow-Origin", nullValue())
        .header("Access-Control-Allow-Headers", nullValue());
  }

  @Test
  void theAnswersAreForThePageToo() {
    given()
        .header("Origin", ORIGIN)
        .get("/pub/no-such-token/x.png")
        .then()
        .statusCode(404)
        .header("Access-Control-Allow-Origin", equalTo("*"))
        .header("Access-Control-Expose-Headers", equalTo("*"));
    given()
        .header("Origin", ORIGIN)
        .contentType(ContentType.JSON)
        .body(Map.of("unique_filename", "none"))
        .post("/v3/ai-cut/segment/")
        .then()
        .header("Access-Control-Allow-Origin", equalTo("*"));
  }

  @Test
  void whoIsNoBrowserSeesNothingOfIt() {
    given()
        .get("/pub/no-such-token/x.png")
        .then()
        .statusCode(404)
        .header("Access-Control-Allow-Origin", nullValue());
    given()
        .header("Origin", ORIGIN)
        .header("Authorization", "Token browsers")
        .contentType(ContentType.JSON)
        .body(Map.of("key", "none"))
        .post("/v3/file-ops/get-public-url/")
        .then()
        .statusCode(404)
        .header("Access-Control-Allow-Origin", nullValue());
  }

  @Test
  void theServiceAnswersNoPreflightUntilItIsToldTo() {
    preflight("POST", "/cutouts", "content-type")
        .header("Access-Control-Allow-Origin", nullValue());
  }

  private static ValidatableResponse preflight(String method, String path, String headers) {
    return given()
        .header("Origin", ORIGIN)
        .header("Access-Control-Request-Method", method)
        .header("Access-Control-Request-Headers", headers)
        .options(path)
        .then();
  }
}
