package dev.clearcut.rendition;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.clearcut.testing.BusyEmulator;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The database, or the store, goes away while the vendor works for us, and comes back: meanwhile
 * there are clear problems; afterwards nothing is lost and nothing is paid twice.
 */
@QuarkusTest
@TestProfile(Postgres.class)
@SuppressWarnings("try") // the vendor is closed before
class OutageTest {

  /**
   * Not the common pool: on two cores it has one thread, and from JDK 25 on the JDK's HTTP client,
   * by which the service downloads, needs it as well.
   */
  private static final Executor THREADS = task -> new Thread(task).start();

  private final byte[] photo = Photos.unseenCup();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);
  private int charges;

  /** Set by the profile. */
  Postgres.Server database;

  Postgres.Store store;

  @BeforeEach
  void count() {
    charges = Emulator.charges(SERVICE_ACCOUNT);
  }

  @Test
  void aDatabaseThatIsAwayWhenTheVendorAnswersCostsNothingMore() {
    postAndWaitForTheVendor(
        answer -> database.awayDuring(() -> unavailable(answer.get(), "database-unavailable")));

    isMadeOnce();
  }

  @Test
  void aStoreThatIsAwayWhenTheVendorAnswersCostsNothingMore() {
    postAndWaitForTheVendor(
        answer -> store.awayDuring(() -> unavailable(answer.get(), "storage-unavailable")));

    isMadeOnce();
  }

  @Test
  void withoutADatabaseEveryOperationThatNeedsItSaysSoAndNothingIsPaid() {
    database.awayDuring(
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
    database.awayDuring(
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

    store.awayDuring(() -> unavailable(variant(), "storage-unavailable"));

    variant().then().statusCode(200);
  }

  /** Later: what the first request held when all went away is free by then. */
  private void isMadeOnce() {
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));
    QuarkusMock.installMockForType(later, InstantSource.class);
    Response again = post();

    again
        .then()
        .statusCode(201)
        .body(field("status", equalTo("ready")))
        .body(field("variants[0].delivered.sha256", equalTo(sha256())))
        .body(field("credits", equalTo(1.0)));
    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges + 1);
  }

  private String sha256() {
    return DigestUtils.sha256Hex(variant().then().statusCode(200).extract().asByteArray());
  }

  /**
   * Posts, and goes on when the vendor works on it.
   *
   * @param meanwhile is given what lets the vendor answer and waits for our own answer
   */
  private void postAndWaitForTheVendor(Consumer<Supplier<Response>> meanwhile) {
    try (BusyEmulator vendor = BusyEmulator.busy()) {
      CompletableFuture<Response> answer = CompletableFuture.supplyAsync(this::post, THREADS);
      vendor.awaitCalls(1);
      meanwhile.accept(
          () -> {
            vendor.close();
            return answer.join();
          });
    }
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
        .body(field("type", equalTo("urn:clearcut:problem:" + problem)));
  }
}
