package dev.clearcut.cutout;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.rendition.VendorNames;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** The same behaviour on the database and the store of production. */
@QuarkusTest
@TestProfile(Postgres.class)
class CutoutOnPostgresTest extends CutoutTest {

  @Inject BackgroundCut vendor;

  private Postgres.Store store;

  @Test
  void aPhotoThatWasJustSentIsNotReadFromTheStoreToBeSentOn() {
    byte[] photo = Photos.unseenCup();

    String id = post(photo);

    assertThat(store.reads()).noneMatch(name -> name.contains(id));
  }

  @Test
  void aPhotoThatTheVendorHasForgottenIsReadFromTheStore() {
    byte[] photo = Photos.unseenCup();
    String id = post(photo);
    vendor.delete(VendorNames.files(DigestUtils.sha256Hex(photo)));

    given()
        .contentType("application/json")
        .body("{\"presets\": [\"web\"]}")
        .post("/cutouts/{id}/variants", id)
        .then()
        .statusCode(201);

    assertThat(store.reads()).anyMatch(name -> name.contains(id + "/source"));
  }

  private static String post(byte[] photo) {
    return Json.at(
        given()
            .multiPart("image", "photo.jpg", photo)
            .multiPart("preset", "thumbnail")
            .post("/cutouts")
            .then()
            .statusCode(201)
            .extract()
            .asString(),
        "id");
  }
}
