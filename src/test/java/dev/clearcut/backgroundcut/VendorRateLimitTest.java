package dev.clearcut.backgroundcut;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Narrow;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The account's rate limit is one for all calls together; here it is three calls an hour. */
@QuarkusTest
@TestProfile(Narrow.class)
class VendorRateLimitTest {

  @Test
  void callsOfDifferentOperationsCountTogether() {
    byte[] photo = Photos.unseenCup();

    given()
        .multiPart("image", "photo.jpg", photo)
        .post("/cutouts")
        .then()
        .statusCode(503)
        .body(field("type", equalTo("urn:clearcut:problem:vendor-rate-limited")))
        .body(field("operation", equalTo("getPublicFile")));

    assertThat(Emulator.calls(photo))
        .extracting(call -> call.get("operation"))
        .containsExactly("upload", "process", "getPublicUrl");
  }
}
