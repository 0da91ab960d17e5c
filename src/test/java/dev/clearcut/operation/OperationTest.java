package dev.clearcut.operation;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.mock.hostile.Answer;
import dev.clearcut.mock.hostile.Wire;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator, and whoever asks an operator for help, goes by. */
@QuarkusTest
class OperationTest {

  @AfterEach
  void topUp() {
    Emulator.credit(SERVICE_ACCOUNT, "1000.0");
  }

  @Test
  void aSaneRequestIdIsTheCallersOwn() {
    given()
        .header("X-Request-Id", "order-17.a_B")
        .get("/presets")
        .then()
        .header("X-Request-Id", equalTo("order-17.a_B"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "<script>", "ümlaut", ""})
  void anyOtherRequestIdIsReplaced(String id) {
    given()
        .header("X-Request-Id", id)
        .get("/presets")
        .then()
        .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
  }

  @Test
  void aProblemCarriesTheIdOfItsRequest() {
    given()
        .header("X-Request-Id", "lost-1")
        .get("/cutouts/none")
        .then()
        .statusCode(404)
        .body(field("requestId", equalTo("lost-1")));
    given()
        .header("X-Request-Id", "lost-2")
        .get("/no/such/path")
        .then()
        .statusCode(404)
        .header("X-Request-Id", equalTo("lost-2"));
  }

  @Test
  void aProblemOfTheVendorsCarriesItToo() {
    Emulator.credit(SERVICE_ACCOUNT, "0.0");

    make().statusCode(503).body(field("requestId", matchesPattern("[0-9a-f-]{36}")));
  }

  @Test
  void answersAreNotForFramesSnoopsAndSharedCaches() {
    given()
        .get("/presets")
        .then()
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .header("X-Frame-Options", equalTo("DENY"))
        .header("Referrer-Policy", equalTo("no-referrer"))
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("Cache-Control", equalTo("private, no-cache"))
        .header("Access-Control-Allow-Origin", nullValue());
  }

  @Test
  void theDocumentationMayRunItsOwnScripts() {
    given()
        .get("/q/swagger-ui/")
        .then()
        .header("Content-Security-Policy", containsString("default-src 'self'"));
  }

  @Test
  void theEmulatorSendsNoneOfThat() {
    given()
        .get("/pub/none/none.png")
        .then()
        .header("Content-Security-Policy", nullValue())
        .header("X-Frame-Options", nullValue());
  }

  @Test
  void readinessTellsDatabaseStoreAndVendorKeyApart() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body(
            field(
                "checks.name",
                hasItems("Database connections health check", "storage", "vendor-key")));
  }

  @Test
  void creditsCallsAndStepsAreCounted() {
    make().statusCode(201);

    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();

    assertThat(metrics)
        .contains("clearcut_credits_count{operation=\"process\",outcome=\"bought\"}")
        .contains("clearcut_vendor_calls_seconds_count{operation=\"upload\",outcome=\"ok\"}")
        .contains("clearcut_vendor_attempts_seconds_count{operation=\"process\",outcome=\"ok\"}")
        .contains("clearcut_steps_seconds_count{step=\"store\"}")
        .contains("http_server_requests_seconds_count{");
    assertThat(metrics.lines())
        .noneMatch(line -> line.startsWith("http_server") && line.contains("uri=\"/v3/"));
  }

  @Test
  void aBodyThatSaysThatItIsTooLargeIsRefusedWithASentence() {
    String head =
        "POST /cutouts HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data;"
            + " boundary=x\r\nContent-Length: 99999999\r\n\r\n";

    Answer answer = Wire.send(head.getBytes(StandardCharsets.US_ASCII), false).orElseThrow();

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
    assertThat(answer.text())
        .contains("urn:clearcut:problem:too-large")
        .contains("larger than 31457280 bytes");
  }

  private static ValidatableResponse make() {
    return given().multiPart("image", "photo.jpg", Photos.unseenCup()).post("/cutouts").then();
  }
}
