package dev.clearcut.access;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.clearcut.testing.Callers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** What a caller sees of the limit. */
@QuarkusTest
@TestProfile(Callers.class)
class RateLimitTest {

  @Test
  void whoCallsTooOftenIsToldWhenToComeBack() {
    presets(Callers.HASTY)
        .then()
        .statusCode(200)
        .header("RateLimit-Policy", equalTo("\"caller\";q=200;w=3600000"))
        .header("RateLimit", matchesPattern("\"caller\";r=199;t=\\d+"));
    for (int i = 1; i < Callers.MOST_CALLS; i++) {
      presets(Callers.HASTY).then().statusCode(200);
    }

    presets(Callers.HASTY)
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", matchesPattern("1[78]\\d\\d\\d"))
        .body(field("type", equalTo("urn:clearcut:problem:too-many-requests")));

    presets(Callers.OPERATOR).then().statusCode(200);
    given().get("/q/health/live").then().statusCode(200);
    given().get("/mock/journal").then().statusCode(200);
  }

  private static Response presets(String key) {
    return given().header("X-API-Key", key).get("/presets");
  }
}
