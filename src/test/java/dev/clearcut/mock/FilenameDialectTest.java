package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asBearer;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.FilenameDialect.PROCESS;
import static dev.clearcut.testing.FilenameDialect.UPLOAD;
import static dev.clearcut.testing.FilenameDialect.sendImage;
import static dev.clearcut.testing.FilenameDialect.sendJson;
import static dev.clearcut.testing.FilenameDialect.upload;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The emulator in the filename dialect; every answer is checked against the contract. What any
 * vendor does is asked by the contract suite; here is what only the emulator can be asked.
 */
@QuarkusTest
class FilenameDialectTest {

  private final String account = "filename-dialect-" + UUID.randomUUID();

  @Test
  void withoutVariantsOneIsMadeOfAllDefaults() throws IOException {
    String name = upload(account);

    String url =
        Json.at(
            process("{'unique_filename': '%s'}".formatted(name))
                .statusCode(200)
                .body(field("unique_filename", equalTo(name)))
                .body(field("output_urls", aMapWithSize(1)))
                .body(field("output_urls.default", endsWith("/default.png")))
                .extract()
                .asString(),
            "output_urls.default");

    BufferedImage result = download(url, "image/png");
    assertThat(result.getWidth()).isEqualTo(600);
    assertThat(result.getRGB(0, 0) >>> 24).isZero();
    assertThat(result.getRGB(280, 150) >>> 24).isGreaterThan(250);
  }

  @Test
  void resultsAreAtUrlsByTheNamesOfTheirVariants() throws IOException {
    Map<String, String> urls =
        Json.at(
            process(
                    upload(account),
                    """
                    {'variant_name': 'full', 'background_color': null, 'quality': 'low'},
                    {'variant_name': 'thumb', 'max_resolution': 24000, 'autocrop': true},
                    {'variant_name': 'white bg', 'format': 'jpg', 'background_color': '#ffffff'},
                    {'variant_name': 'web/small', 'format': 'webp', 'output_compression': 40}
                    """)
                .statusCode(200)
                .extract()
                .asString(),
            "output_urls");

    assertThat(urls).containsOnlyKeys("full", "thumb", "white bg", "web/small");
    assertThat(download(urls.get("full"), "image/png").getHeight()).isEqualTo(400);
    BufferedImage thumb = download(urls.get("thumb"), "image/png");
    assertThat(thumb.getWidth() * thumb.getHeight()).isBetween(23_000, 24_000);
    assertThat(download(urls.get("white bg"), "image/jpeg").getRGB(0, 0) & 0xFF).isGreaterThan(240);
    assertThat(urls.get("web/small")).endsWith("/small.webp");
    get(urls.get("web/small")).statusCode(200).contentType("image/webp");
  }

  @Test
  void aFileOfTheKeyDialectIsNoUpload() {
    asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCoffee())
        .multiPart("key", "photo.jpg")
        .post("/v3/file-ops/upload/")
        .then()
        .statusCode(200);

    process("{'unique_filename': 'photo.jpg'}").statusCode(404);
  }

  @Test
  void anImageInAFormatOfOtherDialectsIsRefused() {
    byte[] avif = new byte[64];
    System.arraycopy("\0\0\0\40ftypavif".getBytes(StandardCharsets.US_ASCII), 0, avif, 0, 12);

    sendImage(asBearer(account), UPLOAD, avif)
        .statusCode(400)
        .body(field("detail", equalTo("Invalid image format. Supported: PNG, JPG, JPEG, WebP")));
  }

  @Test
  void aDamagedPhotoIsRefusedAndNotCharged() {
    byte[] photo = Photos.unseenCoffee();
    byte[] half = Arrays.copyOf(photo, photo.length / 2);
    String name =
        Json.at(sendImage(asBearer(account), UPLOAD, half).extract().asString(), "unique_filename");

    process("{'unique_filename': '%s'}".formatted(name))
        .statusCode(400)
        .body(field("detail", equalTo("The JPEG file is cut short.")));

    assertThat(Emulator.ledger(account)).isEmpty();
    assertThat(Emulator.credits(account)).isEqualByComparingTo("1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | Malformed JSON body.
          """)
  void aBadBodyIsAnsweredInTheVendorsWords(String body, String detail) {
    process(body).statusCode(400).body(field("detail", equalTo(detail)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", ""})
  void aValueOutsideItsRangeIsRefused(String variants) {
    process(upload(account), variants).statusCode(400);

    assertThat(Emulator.ledger(account)).isEmpty();
  }

  private ValidatableResponse process(String uniqueFilename, String variants) {
    return process(
        "{'unique_filename': '%s', 'output_variants': [%s]}".formatted(uniqueFilename, variants));
  }

  private ValidatableResponse process(String body) {
    return sendJson(asBearer(account), PROCESS, body);
  }

  private static ValidatableResponse get(String url) {
    return anonymous().urlEncodingEnabled(false).get(url).then();
  }

  private static BufferedImage download(String url, String mediaType) throws IOException {
    byte[] bytes = get(url).statusCode(200).contentType(mediaType).extract().asByteArray();
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }
}
