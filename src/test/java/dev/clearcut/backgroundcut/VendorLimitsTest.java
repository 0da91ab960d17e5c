package dev.clearcut.backgroundcut;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the limits in front of the vendor refuse, callers are told honestly. */
@QuarkusTest
@TestProfile(VendorLimitsTest.LowLimits.class)
class VendorLimitsTest {

  /** Limits that a few calls reach. */
  public static class LowLimits implements QuarkusTestProfile {

    private static final String CALLS = "dev.clearcut.backgroundcut.VendorCalls/";

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "clearcut.backgroundcut.retry.most",
          "0",
          CALLS + "process/CircuitBreaker/requestVolumeThreshold",
          "4",
          CALLS + "process/CircuitBreaker/delay",
          "600000",
          "dev.clearcut.backgroundcut.VendorLimits/allCalls/Bulkhead/value",
          "1");
    }
  }

  @Inject VendorLimits limits;

  @AfterEach
  void mend() {
    admin().delete("/mock/faults").then().statusCode(204);
  }

  @Test
  void aVendorThatIsDownIsNotAskedAnyMoreButOneThatRefusesIs() {
    Emulator.fault(
        "{'operation': 'process', 'account': '%s', 'status': 400, 'times': 8}"
            .formatted(SERVICE_ACCOUNT));
    for (int i = 0; i < 8; i++) {
      post().then().statusCode(422);
    }
    String down =
        Emulator.fault(
            "{'operation': 'process', 'account': '%s', 'status': 500}".formatted(SERVICE_ACCOUNT));
    for (int i = 0; i < 2; i++) { // half of the last four
      post().then().statusCode(502);
    }

    post()
        .then()
        .statusCode(503)
        .header("Retry-After", "5")
        .body("type", equalTo("urn:clearcut:problem:vendor-unavailable"));
    assertThat(Emulator.fired(down)).isEqualTo(2);
  }

  @Test
  void moreCallsAtATimeThanAllowedAreRefusedAndTheCallerIsToldWhenToComeBack() {
    limits
        .allCalls(VendorLimitsTest::post) // the only place is taken meanwhile
        .then()
        .statusCode(429)
        .header("Retry-After", "1")
        .body("type", equalTo("urn:clearcut:problem:too-much-work"))
        .body("operation", equalTo("upload"));

    post().then().statusCode(201);
  }

  private static Response post() {
    return given().multiPart("image", "photo.jpg", Photos.unseenCoffee()).post("/cutouts");
  }
}
