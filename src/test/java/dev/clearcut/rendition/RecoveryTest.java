package dev.clearcut.rendition;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.storage.ObjectStore;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that died after the vendor was paid and before the result was recorded. */
@QuarkusTest
class RecoveryTest {

  @Inject EntityManager entities;
  @Inject ObjectStore store;

  private final byte[] photo = Photos.unseenCup();
  private String id;
  private int charges;

  @BeforeEach
  void dieBeforeTheResultIsRecorded() {
    id = Json.at(post().statusCode(201).extract().asString(), "id");
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createQuery(
                        "update RenditionEntity set status = :status, credits = null, width = null,"
                            + " unsettledCredits = 1 where cutoutId = :id")
                    .setParameter("status", RenditionStatus.PENDING)
                    .setParameter("id", id)
                    .executeUpdate());
    charges = Emulator.charges(SERVICE_ACCOUNT);
  }

  @Test
  void whatWasStoredBeforeTheCrashIsTakenAsItIs() {
    Emulator.advance("PT2H");

    post()
        .body(field("variants[0].status", equalTo("ready")))
        .body(field("variants[0].attempts", equalTo(1)))
        .body(field("credits", equalTo(1.0)));

    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges);
  }

  @Test
  void theResultIsFoundAtTheVendorAndNotPaidAgain() {
    loseTheStoredObject();

    post()
        .body(field("variants[0].status", equalTo("ready")))
        .body(field("variants[0].attempts", equalTo(1)))
        .body(field("credits", equalTo(1.0)));

    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges);
  }

  @Test
  void aResultThatTheVendorNoLongerHasIsMadeAgain() {
    loseTheStoredObject();
    Emulator.advance("PT2H");

    // Asked before the crash, then in vain because the photo is gone too, and once more.
    post()
        .body(field("variants[0].status", equalTo("ready")))
        .body(field("variants[0].attempts", equalTo(3)));

    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges + 1);
  }

  private void loseTheStoredObject() {
    RenditionEntity rendition =
        entities
            .createQuery("from RenditionEntity where cutoutId = :id", RenditionEntity.class)
            .setParameter("id", id)
            .getSingleResult();
    store.delete(rendition.objectKey);
  }

  private ValidatableResponse post() {
    return given().multiPart("image", "photo.jpg", photo).post("/cutouts").then();
  }
}
