package dev.clearcut.photo;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Patches;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the kinds that people really send. */
@QuarkusTest
class KindsOfPhotosTest {

  private static final String LONG_JPEG =
      "[{'name': 'ok'}, {'name': 'wide', 'format': 'jpeg', 'background': '#ffffff'}]";

  @ParameterizedTest
  @CsvSource({
    "adobe-rgb.jpg, image/jpeg, 15, 255",
    "adobe-rgb.png, image/png, 15, 255",
    "linear-gama1-16bit.png, image/png, 15, 255",
    "exif-after-idat.png, image/png, 15, 255",
    "no-end-mark.jpg, image/jpeg, 15, 255",
    "miaf-avif.avif, image/avif, 15, 255",
    "straight.avif, image/avif, 15, 128",
    "premultiplied.avif, image/avif, 15, 128"
  })
  void isShownAsBrowsersShowIt(String name, String mediaType, int near, int alpha) {
    String id =
        Json.at(
            post(Photos.unseen(name), "[{'name': 'cut'}]")
                .statusCode(201)
                .body(field("source.mediaType", equalTo(mediaType)))
                .extract()
                .asString(),
            "id");

    byte[] png = service().get("/cutouts/{id}/variants/cut", id).then().extract().asByteArray();

    Patches.assertIn(png, near, alpha);
  }

  @Test
  void orientationAfterThePixelsTurnsTheResultAndTheSourceIsSaidAsItIsStored() {
    post(Photos.unseen("exif-after-idat.png"), "[{'name': 'cut'}]")
        .statusCode(201)
        .body(field("source.width", equalTo(300)))
        .body(field("source.height", equalTo(400)))
        .body(field("variants[0].delivered.width", equalTo(400)))
        .body(field("variants[0].delivered.height", equalTo(300)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mif1", "miaf", "heic"})
  void anyBrandMakesAnAvif(String major) {
    byte[] avif = Photos.unseen("miaf-avif.avif");
    ByteBuffer.wrap(avif).put(8, major.getBytes(US_ASCII));

    post(avif, "[{'name': 'cut'}]")
        .statusCode(201)
        .body(field("source.mediaType", equalTo("image/avif")));
  }

  @Test
  void aVariantThatNoFileCanHoldIsNamedBeforeAnythingIsPaid() {
    byte[] photo = Photos.unseen("65520x40.png");
    int charges = Emulator.charges(SERVICE_ACCOUNT);

    post(photo, LONG_JPEG)
        .statusCode(422)
        .body(field("type", equalTo("urn:clearcut:problem:unusable-photo")))
        .body(field("detail", allOf(containsString("\"wide\""), containsString("65520"))))
        .body(field("detail", allOf(containsString("65500"), not(containsString("\"ok\"")))));

    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(charges);
    assertThat(Emulator.calls(photo)).isEmpty();
  }

  @Test
  void aDryRunNamesItToo() {
    service()
        .multiPart("image", "photo.png", Photos.unseen("65520x40.png"))
        .multiPart("variants", LONG_JPEG.replace('\'', '"'))
        .queryParam("dryRun", true)
        .post("/cutouts")
        .then()
        .statusCode(422)
        .body(field("detail", containsString("\"wide\"")));
  }

  @Test
  void whatFitsIsMadeAndMoreThatDoesNotIsNamed() {
    byte[] photo = Photos.unseen("65520x40.png");
    String id = Json.at(post(photo, "[{'name': 'ok'}]").statusCode(201).extract().asString(), "id");
    int calls = Emulator.calls(photo).size();

    for (String variant :
        new String[] {
          "{'name': 'web', 'format': 'webp'}",
          "{'name': 'web', 'format': 'webp', 'autocrop': true}",
          "{'name': 'web', 'format': 'jpeg', 'background': '#ffffff', 'autocrop': true}"
        }) {
      service()
          .contentType(ContentType.JSON)
          .body(("{'variants': [" + variant + "]}").replace('\'', '"'))
          .post("/cutouts/{id}/variants", id)
          .then()
          .statusCode(422)
          .body(field("detail", containsString("\"web\"")));
    }

    assertThat(Emulator.calls(photo)).hasSize(calls);
    service()
        .get("/cutouts/{id}", id)
        .then()
        .body(field("variants[0].status", equalTo("ready")))
        .body(field("variants[0].delivered.width", equalTo(65520)))
        .body(field("variants.name", contains("ok")));
  }

  @Test
  void whatIsScaledDownFarEnoughIsMade() {
    post(
            Photos.unseen("65520x40.png"),
            "[{'name': 'a', 'format': 'jpeg', 'background': '#ffffff', 'maxResolution': 2600000}]")
        .statusCode(201)
        .body(field("variants[0].delivered.mediaType", equalTo("image/jpeg")));
  }

  @Test
  void twelveBitsAreCalledTwelveBits() {
    post(Photos.unseen("twelve-bit.jpg"), "[{'name': 'cut'}]")
        .statusCode(422)
        .body(field("detail", containsString("12 bits a sample")));
  }

  @Test
  void whatTheVendorCannotReadIsSaidInItsWords() {
    byte[] avif = Photos.unseen("miaf-avif.avif");
    ByteBuffer bytes = ByteBuffer.wrap(avif);
    for (int i = 0; i < avif.length - 11; i++) {
      if (bytes.getInt(i) == 0x6E636C78) { // nclx
        bytes.putShort(i + 8, (short) 8);
      }
    }

    post(avif, "[{'name': 'cut'}]").statusCode(422).body(field("detail", containsString("YCgCo")));
  }

  private static ValidatableResponse post(byte[] photo, String variants) {
    return service()
        .multiPart("image", "photo", photo)
        .multiPart("variants", variants.replace('\'', '"'))
        .post("/cutouts")
        .then();
  }
}
