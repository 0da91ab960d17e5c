package dev.clearcut.problem;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.EmulatorAdmin;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What our callers are told when the vendor fails. */
@QuarkusTest
class VendorProblemTest {

  private final byte[] photo = Photos.unseenCup();

  @AfterEach
  void topUp() {
    Emulator.credit(Emulator.SERVICE_ACCOUNT, "1000.0");
  }

  @Test
  void withoutCreditsTheServiceIsUnavailableAndSaysWhy() {
    Emulator.credit(Emulator.SERVICE_ACCOUNT, "0.5");

    post()
        .statusCode(503)
        .contentType("application/problem+json")
        .body(field("type", equalTo("urn:clearcut:problem:insufficient-credits")))
        .body(field("operation", equalTo("process")))
        .body(field("detail", containsString("Required: 1.0, available: 0.5")));
  }

  @Test
  void onceThereAreCreditsTheSameRequestGoesOn() {
    Emulator.credit(Emulator.SERVICE_ACCOUNT, "0.0");
    post().statusCode(503);
    Emulator.credit(Emulator.SERVICE_ACCOUNT, "5.0");

    post()
        .statusCode(201)
        .body(field("variants[0].status", equalTo("ready")))
        .body(field("credits", equalTo(1.0)));
  }

  @Test
  void noProblemCarriesTheApiKey() {
    Emulator.credit(Emulator.SERVICE_ACCOUNT, "0.0");

    post().body(not(containsString("Token " + Emulator.SERVICE_ACCOUNT)));
  }

  @ParameterizedTest
  @CsvSource({"10000000000000000, 86400", "-1, 1", "soon,"})
  void whateverTheVendorSaysOfWhenToComeBackItIsNoErrorOfOurs(String said, String passedOn) {
    for (int i = 0; i < 4; i++) { // as often as a call is made
      Emulator.fault(
          "{'operation': 'process', 'account': '%s', 'object': 'clearcut/%s/*', 'status': 429, 'headers': {'Retry-After': '%s'}, 'times': 1}"
              .formatted(Emulator.SERVICE_ACCOUNT, DigestUtils.sha256Hex(photo), said));
    }

    post()
        .statusCode(503)
        .header("Retry-After", passedOn)
        .body(field("type", equalTo("urn:clearcut:problem:vendor-rate-limited")));
    EmulatorAdmin.admin().delete("/mock/faults").then().statusCode(204);
  }

  private ValidatableResponse post() {
    return given().multiPart("image", "photo.jpg", photo).post("/cutouts").then();
  }
}
