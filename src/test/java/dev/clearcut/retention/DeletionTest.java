package dev.clearcut.retention;

import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.EmulatorAdmin;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import dev.clearcut.work.Due;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deleted cutout is gone: its rows, its bytes, and what the vendor keeps of it. */
@QuarkusTest
@TestProfile(Postgres.class)
class DeletionTest {

  @Inject EntityManager entities;
  @Inject DeletionRepository left;
  @Inject ObjectStore store;
  @Inject InstantSource clock;
  @Inject Due due;
  @Inject DeletionTask task;
  @Inject BackgroundCut vendor;

  private final byte[] photo = Photos.unseenCup();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);
  private List<String> objects;

  @BeforeEach
  void make() {
    post().statusCode(201);
    objects =
        entities
            .createQuery(
                """
                select objectKey from CutoutEntity where id = :id
                union all select objectKey from RenditionEntity where cutoutId = :id
                """,
                String.class)
            .setParameter("id", id)
            .getResultList();
    assertThat(objects).hasSize(2);
  }

  @AfterEach
  void mend() {
    EmulatorAdmin.admin().delete("/mock/faults").then().statusCode(204);
  }

  @Test
  void itIsGoneHere() {
    delete().statusCode(204);

    given().get("/cutouts/{id}", id).then().statusCode(404);
    given().get("/cutouts/{id}/source", id).then().statusCode(404);
    given().get("/cutouts/{id}/variants/preview", id).then().statusCode(404);
    assertThat(objects).allSatisfy(key -> assertThat(store.open(key)).isEmpty());
    assertThat(left.exists(id)).isFalse();
  }

  @Test
  void itIsGoneAtTheVendor() {
    publicUrl().statusCode(200);

    delete().statusCode(204);

    publicUrl().statusCode(404);
  }

  @Test
  void whoeverDeletesWaitsNeitherForTheStoreNorForTheVendor() {
    CountDownLatch answered = new CountDownLatch(1);
    QuarkusMock.installMockForType(
        new DeletionTask(left, store, vendor) {
          @Override
          public Optional<Instant> run(String cutoutId) {
            try {
              answered.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.run(cutoutId);
          }
        },
        DeletionTask.class);

    given().delete("/cutouts/{id}", id).then().statusCode(204);

    given().get("/cutouts/{id}", id).then().statusCode(404);
    assertThat(objects).allSatisfy(key -> assertThat(store.open(key)).isPresent());
    publicUrl().statusCode(200);

    answered.countDown();
    due.run();
    assertThat(objects).allSatisfy(key -> assertThat(store.open(key)).isEmpty());
    publicUrl().statusCode(404);
    assertThat(left.exists(id)).isFalse();
  }

  @Test
  void whatIsDoneTwiceAtOnceIsDone() throws Exception {
    theVendorIsDown();
    delete().statusCode(204);
    mend();

    ExecutorService replicas = Executors.newFixedThreadPool(2);
    try {
      Callable<Optional<Instant>> one = () -> task.run(id);
      for (Future<Optional<Instant>> done : replicas.invokeAll(List.of(one, one))) {
        done.get();
      }
    } finally {
      replicas.shutdownNow();
    }
    assertThat(left.exists(id)).isFalse();
    assertThat(task.run(id)).isEmpty();
    publicUrl().statusCode(404);
  }

  @Test
  void whatSomebodyElseDoesIsLookedAtAgainWhenHisClaimHasRunOut() {
    theVendorIsDown();
    delete().statusCode(204);
    mend();
    left.take(id);

    assertThat(task.run(id)).hasValueSatisfying(next -> assertThat(next).isAfter(clock.instant()));
  }

  @Test
  void theSecondTimeThereIsNothingToDelete() {
    delete().statusCode(204);

    delete().statusCode(404).body(field("detail", containsString("no cutout with this id")));
  }

  @Test
  void aVendorThatIsDownKeepsNothingAliveAndIsAskedAgainLater() {
    theVendorIsDown();
    delete().statusCode(204);

    given().get("/cutouts/{id}", id).then().statusCode(404);
    assertThat(left.exists(id)).isTrue();

    mend();
    itIsDue();

    assertThat(left.exists(id)).isFalse();
    publicUrl().statusCode(404);
  }

  @Test
  void theSamePhotoBeginsAnewWhateverIsLeftOfTheFirst() {
    theVendorIsDown();
    delete().statusCode(204);
    mend();

    post().statusCode(201).body(field("variants.attempts", contains(1)));

    itIsDue();
    given().get("/cutouts/{id}/variants/preview", id).then().statusCode(200);
    given().get("/cutouts/{id}/source", id).then().statusCode(200);
  }

  @Test
  void aCutoutThatIsBeingMadeIsNotDeleted() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createQuery(
                        "update RenditionEntity set claimedUntil = :until where cutoutId = :id")
                    .setParameter("until", clock.instant().plus(Duration.ofHours(1)))
                    .setParameter("id", id)
                    .executeUpdate());

    delete()
        .statusCode(409)
        .header("Retry-After", matchesPattern("\\d+"))
        .body(field("type", equalTo("urn:clearcut:problem:cutout-busy")));
    given().get("/cutouts/{id}", id).then().statusCode(200);
  }

  private ValidatableResponse post() {
    return given()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts")
        .then();
  }

  /** Deletes, and waits until what is due of it is done. */
  private ValidatableResponse delete() {
    ValidatableResponse answer = given().delete("/cutouts/{id}", id).then();
    due.run();
    return answer;
  }

  private ValidatableResponse publicUrl() {
    return asToken(SERVICE_ACCOUNT)
        .contentType(ContentType.JSON)
        .body(Map.of("key", "clearcut/%s/source.jpg".formatted(DigestUtils.sha256Hex(photo))))
        .post("/v3/file-ops/get-public-url/")
        .then();
  }

  private static void theVendorIsDown() {
    Emulator.fault(
        "{'operation': 'deleteFiles', 'account': '%s', 'status': 500}".formatted(SERVICE_ACCOUNT));
  }

  private void itIsDue() {
    due.now(DeletionTask.NAME, id);
    due.run();
  }
}
