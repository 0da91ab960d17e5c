package dev.clearcut.backgroundcut;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The account's rate limit is one for all calls together; here it is three calls an hour. */
@QuarkusTest
@TestProfile(VendorRateLimitTest.ThreeCalls.class)
class VendorRateLimitTest {

  /** A limit that one photo reaches. */
  public static class ThreeCalls implements QuarkusTestProfile {

    private static final String LIMIT =
        "dev.clearcut.backgroundcut.VendorLimits/allCalls/RateLimit/";

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(LIMIT + "value", "3", LIMIT + "window", "60");
    }
  }

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
