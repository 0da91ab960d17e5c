package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Patches;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of the kinds that people really send, at the vendor. */
@QuarkusTest
class KindsOfPhotosTest {

  private static final String PNG = "{'output_key': 'out.png'}";
  private static final String JPEG =
      "{'output_key': 'out.jpg', 'format': 'jpeg', 'background_color': '#ffffff'}";

  private final String account = "kinds-" + UUID.randomUUID();

  @ParameterizedTest
  @CsvSource({
    "adobe-rgb.jpg, 255",
    "adobe-rgb.png, 255",
    "linear-gama1-16bit.png, 255",
    "exif-after-idat.png, 255",
    "no-end-mark.jpg, 255",
    "miaf-avif.avif, 255",
    "straight.avif, 128",
    "premultiplied.avif, 128"
  })
  void isShownAsBrowsersShowIt(String name, int alpha) {
    process(Photos.unseen(name), PNG).statusCode(200);

    Patches.assertIn(result("out.png"), 15, alpha);
  }

  @Test
  void anOutputThatNoFileCanHoldIsNamedAndNothingIsCharged() {
    process(Photos.unseen("65520x40.png"), PNG, JPEG)
        .statusCode(400)
        .body(field("detail", allOf(containsString("\"out.jpg\""), containsString("65520"))))
        .body(field("detail", containsString("65500")));

    assertThat(Emulator.charges(account)).isZero();
    asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"out.png\"}")
        .post("/v3/file-ops/get-public-url/")
        .then()
        .statusCode(404);
  }

  @Test
  void theSameAsPngIsMade() {
    process(Photos.unseen("65520x40.png"), PNG).statusCode(200);

    assertThat(Emulator.charges(account)).isOne();
  }

  @Test
  void twelveBitsAreCalledTwelveBits() {
    process(Photos.unseen("twelve-bit.jpg"), PNG)
        .statusCode(400)
        .body(field("detail", containsString("12 bits a sample")));
  }

  @Test
  void aSideThatIsTooLongIsNamed() {
    process(Photos.plain(1_200_000, 2), PNG)
        .statusCode(400)
        .body(field("detail", allOf(containsString("1200000"), containsString("1000000"))));
  }

  private ValidatableResponse process(byte[] photo, String... outputs) {
    asToken(account)
        .multiPart("file", "photo", photo)
        .multiPart("key", "photo")
        .post("/v3/file-ops/upload/")
        .then()
        .statusCode(200);
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(
            "{'input_key': 'photo', 'output_variants': [%s]}"
                .formatted(String.join(", ", outputs))
                .replace('\'', '"'))
        .post("/v3/tools/ai/remove-bg/process/")
        .then();
  }

  private byte[] result(String key) {
    String url =
        Json.at(
            asToken(account)
                .contentType(ContentType.JSON)
                .body("{\"key\": \"%s\"}".formatted(key))
                .post("/v3/file-ops/get-public-url/")
                .then()
                .statusCode(200)
                .extract()
                .asString(),
            "url");
    return RestAssured.get(url).then().statusCode(200).extract().asByteArray();
  }
}
