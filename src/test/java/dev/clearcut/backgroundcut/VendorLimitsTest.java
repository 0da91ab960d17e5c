package dev.clearcut.backgroundcut;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Scarce;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the limits in front of the vendor refuse, callers are told honestly. */
@QuarkusTest
@TestProfile(Scarce.class)
class VendorLimitsTest {

  @Inject CircuitBreakerMaintenance breakers;
  @Inject VendorLimits limits;

  private Instant now = Scarce.anEvening();

  @AfterEach
  void mend() {
    admin().delete("/mock/faults").then().statusCode(204);
    breakers.resetAll();
  }

  @BeforeEach
  void anotherDay() {
    InstantSource clock = () -> now;
    QuarkusMock.installMockForType(clock, InstantSource.class);
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
    now = Scarce.anEvening(); // the two may have been paid, and are all that a day allows

    post()
        .then()
        .statusCode(503)
        .header("Retry-After", "5")
        .body(field("type", equalTo("urn:clearcut:problem:vendor-unavailable")));
    assertThat(Emulator.fired(down)).isEqualTo(2);
  }

  @Test
  void moreCallsAtATimeThanAllowedAreRefusedAndTheCallerIsToldWhenToComeBack() {
    limits
        .allCalls(VendorLimitsTest::post) // the only place is taken meanwhile
        .then()
        .statusCode(429)
        .header("Retry-After", "1")
        .body(field("type", equalTo("urn:clearcut:problem:too-much-work")))
        .body(field("operation", equalTo("upload")));

    post().then().statusCode(201);
  }

  private static Response post() {
    return given().multiPart("image", "photo.jpg", Photos.unseenCup()).post("/cutouts");
  }
}
