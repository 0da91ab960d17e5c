package dev.clearcut.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.clearcut.testing.Callers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller sees of the limit. */
@QuarkusTest
@TestProfile(RateLimitTest.TwoAnHour.class)
class RateLimitTest {

  /** Closed, and with a limit that no test outlives. */
  public static class TwoAnHour extends Callers {

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("clearcut.access.rate-limit.requests", "2");
      settings.put("clearcut.access.rate-limit.per", "PT1H");
      return settings;
    }
  }

  @Test
  void whoCallsTooOftenIsToldWhenToComeBack() {
    presets(Callers.READER)
        .then()
        .statusCode(200)
        .header("RateLimit-Policy", equalTo("\"caller\";q=2;w=3600"))
        .header("RateLimit", matchesPattern("\"caller\";r=1;t=\\d+"));
    presets(Callers.READER).then().statusCode(200);

    presets(Callers.READER)
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", matchesPattern("1[78]\\d\\d"))
        .body("type", equalTo("urn:clearcut:problem:too-many-requests"));

    presets(Callers.OPERATOR).then().statusCode(200);
    given().get("/q/health/live").then().statusCode(200);
    given().get("/mock/journal").then().statusCode(200);
  }

  private static Response presets(String key) {
    return given().header("X-API-Key", key).get("/presets");
  }
}
