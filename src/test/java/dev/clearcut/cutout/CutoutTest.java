package dev.clearcut.cutout;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.rendition.VendorNames;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Postgres.class)
class CutoutTest {

  @Inject BackgroundCut vendor;

  private final byte[] photo = Photos.unseenCup();
  private Postgres.Store store;

  @Test
  void aPhotoBecomesACutoutWithEveryVariantThatWasAskedFor() {
    post("transparent", "amazon")
        .statusCode(201)
        .header("Location", containsString("/cutouts/"))
        .body(field("source.mediaType", equalTo("image/jpeg")))
        .body(field("source.width", equalTo(150)))
        .body(field("source.sha256", equalTo(DigestUtils.sha256Hex(photo))))
        .body(field("variants.name", contains("transparent", "amazon")))
        .body(field("variants.status", contains("ready", "ready")))
        .body(field("variants[0].requested.background", nullValue()))
        .body(field("variants[1].requested.background", equalTo("#ffffff")))
        .body(field("variants.delivered.mediaType", contains("image/png", "image/jpeg")))
        .body(field("variants.delivered.width", contains(150, 150)))
        .body(field("variants.attempts", contains(1, 1)))
        .body(field("credits", equalTo(1.0)));
  }

  @Test
  void aHeicBecomesACutoutLikeAnyOtherPhoto() {
    service()
        .multiPart("image", "photo.heic", Photos.unseenHeic(), "image/heic")
        .multiPart("preset", "transparent")
        .post("/cutouts")
        .then()
        .statusCode(201)
        .body(field("source.mediaType", equalTo("image/heic")))
        .body(field("source.width", equalTo(96)))
        .body(field("source.height", equalTo(64)))
        .body(field("variants[0].delivered.width", equalTo(96)));
  }

  @Test
  void theTransparentVariantIsClearInTheCornersAndSolidOnTheCup() throws IOException {
    String id = Json.at(post("transparent").extract().asString(), "id");

    BufferedImage png = image(variant(id, "transparent"));

    assertThat(corners(png)).extracting(argb -> argb >>> 24).containsOnly(0);
    assertThat(png.getRGB(70, 38) >>> 24).isGreaterThan(250);
  }

  @Test
  void theAmazonVariantIsWhiteInTheCorners() throws IOException {
    String id = Json.at(post("amazon").extract().asString(), "id");

    BufferedImage jpeg = image(variant(id, "amazon"));

    assertThat(corners(jpeg)).containsOnly(0xFFFFFFFF);
  }

  @Test
  void theSameRequestAgainIsAnsweredWithoutTheVendor() {
    post("transparent", "amazon").statusCode(201);
    int charges = Emulator.charges(SERVICE_ACCOUNT);

    post("transparent", "amazon").statusCode(200).body(field("credits", equalTo(1.0)));

    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges);
  }

  @Test
  void oneCallIsChargedOnceHoweverManyVariants() {
    int charges = Emulator.charges(SERVICE_ACCOUNT);

    post("transparent", "amazon", "web").statusCode(201);

    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges + 1);
  }

  @Test
  void aSecondNameForTheSameParametersCostsNothing() {
    String id = Json.at(post("transparent").extract().asString(), "id");
    int charges = Emulator.charges(SERVICE_ACCOUNT);

    addVariants(id, "{'variants': [{'name': 'hero', 'format': 'png', 'quality': 'high'}]}")
        .statusCode(200)
        .body(field("variants.name", contains("transparent", "hero")))
        .body(field("variants.status", contains("ready", "ready")))
        .body(field("credits", equalTo(1.0)));

    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges);
  }

  @Test
  void moreVariantsAreMadeWithoutTheCallerSendingThePhotoAgain() {
    String id = Json.at(post("transparent").extract().asString(), "id");

    addVariants(id, "{'presets': ['amazon'], 'variants': [{'name': 'hero', 'autocrop': true}]}")
        .statusCode(201)
        .body(field("variants.name", contains("transparent", "amazon", "hero")))
        .body(field("variants.credits", contains(1.0, 1.0, 0.5)));
  }

  @Test
  void moreVariantsAreMadeEvenAfterTheVendorForgotThePhoto() {
    String id = Json.at(post("transparent").extract().asString(), "id");
    Emulator.advance("PT2H");

    addVariants(id, "{'presets': ['web']}")
        .statusCode(201)
        .body(field("variants.status", contains("ready", "ready")));
  }

  @Test
  void thePhotoIsSentToTheVendorOnceInTwoHours() {
    String id = Json.at(post("transparent").extract().asString(), "id");
    addVariants(id, "{'presets': ['amazon']}").statusCode(201);
    assertThat(uploads()).isEqualTo(1);

    Emulator.advance("PT2H");
    addVariants(id, "{'presets': ['web']}").statusCode(201);
    addVariants(id, "{'presets': ['preview']}").statusCode(201);

    assertThat(uploads()).isEqualTo(2);
  }

  private long uploads() {
    return Emulator.calls(photo).stream()
        .filter(call -> call.get("operation").equals("upload"))
        .count();
  }

  @Test
  void withoutAPresetTheResultIsTransparent() {
    post().statusCode(201).body(field("variants.name", contains("transparent")));
  }

  @Test
  void presetsMayStandInOneFieldSeparatedByCommas() {
    post("transparent, amazon")
        .statusCode(201)
        .body(field("variants.name", contains("transparent", "amazon")));
  }

  @Test
  void variantsOfOnesOwnAreGivenAsJson() {
    service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart(
            "variants",
            "[{\"name\": \"small\", \"format\": \"webp\", \"maxResolution\": 10000,"
                + " \"background\": \"#00FF7f\"}]")
        .post("/cutouts")
        .then()
        .statusCode(201)
        .body(field("variants[0].name", equalTo("small")))
        .body(field("variants[0].requested.background", equalTo("#00ff7f")))
        .body(field("variants[0].requested.quality", equalTo("medium")))
        .body(field("variants[0].delivered.width", equalTo(122)))
        .body(field("variants[0].delivered.height", equalTo(81)));
  }

  @Test
  void theSourceIsKeptAsItWasSent() {
    String id = Json.at(post("transparent").extract().asString(), "id");

    byte[] source =
        service()
            .get("/cutouts/{id}/source", id)
            .then()
            .statusCode(200)
            .contentType("image/jpeg")
            .extract()
            .asByteArray();

    assertThat(source).isEqualTo(photo);
  }

  @Test
  void aVariantHasAStrongTagThatSavesSendingItAgain() {
    String id = Json.at(post("transparent").extract().asString(), "id");
    Response first = variant(id, "transparent");
    String sha256 = DigestUtils.sha256Hex(first.asByteArray());

    assertThat(first.header("ETag")).isEqualTo("\"" + sha256 + "\"");
    assertThat(first.header("Content-Disposition"))
        .isEqualTo("inline; filename=\"photo-transparent.png\"");
    service()
        .header("If-None-Match", first.header("ETag"))
        .get("/cutouts/{id}/variants/transparent", id)
        .then()
        .statusCode(304);
  }

  @Test
  void aCutoutIsReadBackAsItWasAnswered() {
    Response made = post("transparent").extract().response();

    service()
        .get(made.header("Location"))
        .then()
        .statusCode(200)
        .body(equalTo(made.body().asString()));
  }

  @Test
  void aPhotoThatWasJustSentIsNotReadFromTheStoreToBeSentOn() {
    String id = Json.at(post("thumbnail").statusCode(201).extract().asString(), "id");

    assertThat(store.reads()).noneMatch(name -> name.contains(id));
  }

  @Test
  void aPhotoThatTheVendorHasForgottenIsReadFromTheStore() {
    String id = Json.at(post("thumbnail").statusCode(201).extract().asString(), "id");
    vendor.delete(VendorNames.files(DigestUtils.sha256Hex(photo)));

    addVariants(id, "{'presets': ['web']}").statusCode(201);

    assertThat(store.reads()).anyMatch(name -> name.contains(id + "/source"));
  }

  private ValidatableResponse post(String... presets) {
    RequestSpecification request = service().multiPart("image", "photo.jpg", photo);
    for (String preset : presets) {
      request.multiPart("preset", preset);
    }
    return request.post("/cutouts").then();
  }

  private static ValidatableResponse addVariants(String id, String body) {
    return service()
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post("/cutouts/{id}/variants", id)
        .then();
  }

  private static Response variant(String id, String name) {
    return service().get("/cutouts/{id}/variants/{name}", id, name);
  }

  private static BufferedImage image(Response response) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(response.asByteArray()));
  }

  private static Integer[] corners(BufferedImage image) {
    int right = image.getWidth() - 1;
    int bottom = image.getHeight() - 1;
    return new Integer[] {
      image.getRGB(0, 0),
      image.getRGB(right, 0),
      image.getRGB(0, bottom),
      image.getRGB(right, bottom)
    };
  }
}
