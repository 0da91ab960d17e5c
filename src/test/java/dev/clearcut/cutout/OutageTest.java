package dev.clearcut.cutout;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Outages;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The database, or the store, goes away while the vendor works for us, and comes back: meanwhile
 * there are clear problems; afterwards nothing is lost and nothing is paid twice.
 */
@QuarkusTest
@TestProfile(Outages.class)
class OutageTest {

  private final byte[] photo = Photos.unseenCoffee();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);
  private int charges;

  /** Set by the profile's servers. */
  Outages.Servers servers;

  @BeforeEach
  void count() {
    charges = Emulator.charges(SERVICE_ACCOUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void aDatabaseThatIsAwayWhenTheVendorAnswersCostsNothingMore(String phase) {
    CompletableFuture<Response> first = postAndWaitForTheVendor(phase);

    servers.withoutDatabase(() -> unavailable(first.join(), "database-unavailable"));

    isMadeOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void aStoreThatIsAwayWhenTheVendorAnswersCostsNothingMore(String phase) {
    CompletableFuture<Response> first = postAndWaitForTheVendor(phase);

    servers.withoutStore(() -> unavailable(first.join(), "storage-unavailable"));

    isMadeOnce();
  }

  @Test
  void withoutADatabaseEveryOperationThatNeedsItSaysSoAndNothingIsPaid() {
    servers.withoutDatabase(
        () -> {
          unavailable(post(), "database-unavailable");
          unavailable(service().get("/cutouts"), "database-unavailable");
          unavailable(service().get("/cutouts/{id}", id), "database-unavailable");
          unavailable(service().get("/cutouts/{id}/source", id), "database-unavailable");
          unavailable(service().get("/cutouts/{id}/variants/hero", id), "database-unavailable");
          unavailable(service().delete("/cutouts/{id}", id), "database-unavailable");
          unavailable(service().get("/usage"), "database-unavailable");
          unavailable(
              service()
                  .contentType(ContentType.JSON)
                  .body("{\"presets\": [\"preview\"]}")
                  .header("Idempotency-Key", id)
                  .post("/cutouts/{id}/variants", id),
              "database-unavailable");
          service().get("/presets").then().statusCode(200);
          assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges);
        });

    post().then().statusCode(201);
  }

  @Test
  void onlyReadinessFallsWithTheDatabase() {
    servers.withoutDatabase(
        () -> {
          RestAssured.get("/q/health/live").then().statusCode(200);
          RestAssured.get("/q/health/ready")
              .then()
              .statusCode(503)
              .body(
                  "checks.findAll { it.status == 'DOWN' }.name",
                  hasItem("Database connections health check"));
        });

    await().untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void bytesAreBackWithTheStore() {
    post().then().statusCode(201);

    servers.withoutStore(() -> unavailable(variant(), "storage-unavailable"));

    variant().then().statusCode(200);
  }

  private void isMadeOnce() {
    Response again = post();

    again
        .then()
        .statusCode(201)
        .body("status", equalTo("ready"))
        .body("variants[0].delivered.sha256", equalTo(sha256()))
        .body("credits", equalTo(1.0f));
    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges + 1);
  }

  private String sha256() {
    return DigestUtils.sha256Hex(variant().then().statusCode(200).extract().asByteArray());
  }

  private CompletableFuture<Response> postAndWaitForTheVendor(String phase) {
    String fault =
        Emulator.fault(
            "{'operation': 'process', 'object': 'clearcut/%s/*', 'phase': '%s', 'delay': 'PT1S', 'times': 1}"
                .formatted(DigestUtils.sha256Hex(photo), phase));
    CompletableFuture<Response> answer = CompletableFuture.supplyAsync(this::post);
    await().until(() -> Emulator.fired(fault) == 1);
    return answer;
  }

  private Response post() {
    return service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts");
  }

  private Response variant() {
    return service().get("/cutouts/{id}/variants/preview", id);
  }

  private static void unavailable(Response answer, String problem) {
    answer
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", equalTo("10"))
        .body("type", equalTo("urn:clearcut:problem:" + problem));
  }
}
