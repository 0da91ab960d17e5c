package dev.clearcut.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.testing.Callers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** With the settings of the how-to, one page may call the service, with its key. */
@QuarkusTest
@TestProfile(Callers.class)
class BrowsersOfTheServiceTest {

  @Test
  void aPreflightOfThePageIsAnsweredWithoutAKey() {
    preflight(Callers.PAGE)
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo(Callers.PAGE))
        .header("Access-Control-Allow-Methods", containsString("POST"))
        .header("Access-Control-Allow-Headers", containsStringIgnoringCase("authorization"));
  }

  @Test
  void aPreflightOfAnotherPageIsNot() {
    preflight("https://other.example.com").header("Access-Control-Allow-Origin", nullValue());
  }

  @Test
  void thePageReadsAnswersAndTheirHeaders() {
    given()
        .header("Origin", Callers.PAGE)
        .header("X-API-Key", Callers.READER)
        .get("/presets")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo(Callers.PAGE))
        .header("Access-Control-Expose-Headers", containsStringIgnoringCase("location"));
    given()
        .header("Origin", Callers.PAGE)
        .get("/presets")
        .then()
        .statusCode(401)
        .header("Access-Control-Allow-Origin", equalTo(Callers.PAGE));
  }

  private static ValidatableResponse preflight(String origin) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,idempotency-key")
        .options("/cutouts")
        .then();
  }
}
