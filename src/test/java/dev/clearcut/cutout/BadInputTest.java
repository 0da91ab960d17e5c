package dev.clearcut.cutout;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request: a 4xx with a sentence, nothing stored, nothing charged. */
@QuarkusTest
class BadInputTest {

  private final byte[] photo = Photos.unseenCup();
  private int chargesBefore;
  private long objectsBefore;

  @BeforeEach
  void count() {
    chargesBefore = Emulator.charges(SERVICE_ACCOUNT);
    objectsBefore = objects();
  }

  @AfterEach
  void nothingIsStoredAndNothingCharged() {
    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(chargesBefore);
    assertThat(objects()).isEqualTo(objectsBefore);
    service()
        .get("/cutouts/{id}", DigestUtils.sha256Hex(photo).substring(0, 32))
        .then()
        .statusCode(404);
  }

  @Test
  void aTextFileNamedJpgIsNotAPhoto() {
    refused(post("hello".getBytes(StandardCharsets.UTF_8)), 422, "not an image that we know");
  }

  @Test
  void anEmptyFileIsNotAPhoto() {
    refused(post(new byte[0]), 422, "The image is empty (0 bytes)");
  }

  @Test
  void aDocumentIsNamedForWhatItIs() {
    refused(
        post("%PDF-1.7\n%....".getBytes(StandardCharsets.UTF_8)), 422, "Portable Document Format");
  }

  @Test
  void aPhotoWithoutItsHeaderIsRefused() {
    refused(post(Arrays.copyOf(photo, 60)), 422, "header cannot be read");
  }

  @Test
  void aPictureOfTooManyPixelsIsRefusedByItsHeader() {
    refused(post(Photos.pngHeader(30_000, 30_000)), 422, "30000 × 30000 pixels");
  }

  @Test
  void aPictureWithTooLongASideIsRefusedByItsHeader() {
    refused(post(Photos.pngHeader(1_200_000, 2)), 422, "a side of at most 1000000 pixels");
    byte[] jpeg = photo.clone();
    int frame = frame(jpeg);
    jpeg[frame + 7] = (byte) 0xFF;
    jpeg[frame + 8] = (byte) 0xF0;
    refused(
        post(jpeg),
        422,
        "65520 × 100 pixels. The service reads a side of at most 65500 pixels of JPEG");
  }

  @ParameterizedTest
  @CsvSource({
    "C3, 8, is of the lossless kind",
    "C5, 8, is of the hierarchical kind",
    "DE, 8, is of the hierarchical kind",
    "C9, 8, is coded arithmetically",
    "CA, 8, is coded arithmetically",
    "C1, 12, has 12 bits a sample"
  })
  void aJpegOfAKindThatIsNotReadIsNamedForWhatItIs(String frame, int bits, String kind) {
    byte[] jpeg = photo.clone();
    int position = frame(jpeg);
    jpeg[position + 1] = (byte) Integer.parseInt(frame, 16);
    jpeg[position + 4] = (byte) bits;

    refused(post(jpeg), 422, "The JPEG " + kind);
  }

  @Test
  void aPictureOfNoPixelsIsRefused() {
    refused(post(Photos.pngHeader(0, 10)), 422, "header cannot be read");
  }

  @Test
  void aMissingImageIsNamed() {
    refused(
        service().multiPart("preset", "amazon").post("/cutouts").then(),
        400,
        "The part \"image\" is missing");
  }

  @Test
  void anUnknownPresetIsAnsweredWithTheKnownOnes() {
    refused(
        service()
            .multiPart("image", "photo.jpg", photo)
            .multiPart("preset", "amazonn")
            .post("/cutouts")
            .then(),
        400,
        "There is no preset \"amazonn\". Known presets: amazon, ebay");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"name": "x", "background": "#12345"}] | variants[0].background must be "#" and six
          [{"name": "x", "format": "jpeg"}] | variants[0].background is missing: JPEG cannot be
          [{"name": "x", "format": "gif"}] | variants[0].format must be one of png, jpeg, webp, but is "gif".
          [{"name": "x", "quality": "best"}] | variants[0].quality must be one of low, medium, high, but is "best"
          [{"name": "x", "formatt": "png"}] | variants[0].formatt is not a known field. Known fields
          [{"name": "x", "maxResolution": 5}] | variants[0].maxResolution must be greater than or
          [{"name": "x", "maxResolution": 99999999}] | variants[0].maxResolution must be less than
          [{"name": "x", "maxResolution": "big"}] | variants[0].maxResolution must be a whole number
          [{"name": "x", "compression": 101}] | variants[0].compression must be less than or equal
          [{"name": "x", "autocrop": "maybe"}] | variants[0].autocrop must be true or false
          [{"name": "../x"}] | variants[0].name must be 1 to 63 lower-case letters
          [{"format": "png"}] | variants[0].name is missing
          [{"name": "a"}, {"name": "a", "format": "webp"}] | variants[1].name: "a" is asked for twice
          [null] | variants[0] is null
          [{"name": | variants is not a JSON array
          nope | variants is not a JSON array
          {"name": "x"} | variants is not a JSON array
          """)
  void aWrongVariantIsNamedByItsField(String variants, String sentence) {
    refused(
        service()
            .multiPart("image", "photo.jpg", photo)
            .multiPart("variants", variants)
            .post("/cutouts")
            .then(),
        400,
        sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"presets": ["zz"]} | There is no preset "zz"
          {"presets": [null]} | There is no preset "null"
          {"presets": 5} | presets must be an array
          {"preset": ["amazon"]} | preset is not a known field. Known fields: presets, variants
          {"variants": [{"name": "x", "format": "gif"}]} | variants[0].format must be one of
          {"variants": [5]} | variants[0] must be an object
          {"presets": | The body is not a JSON object
          [] | The body is not a JSON object
          null | The body is not a JSON object
          """)
  void aWrongBodyIsNamedByItsField(String body, String sentence) {
    refused(
        service()
            .contentType(ContentType.JSON)
            .body(body)
            .post("/cutouts/{id}/variants", "0".repeat(32))
            .then(),
        400,
        sentence);
  }

  @Test
  void moreVariantsThanAreAllowedAreRefused() {
    String variants =
        Stream.iterate(1, i -> i + 1)
            .limit(21)
            .map(i -> "{\"name\": \"v%d\"}".formatted(i))
            .toList()
            .toString();

    refused(
        service()
            .multiPart("image", "photo.jpg", photo)
            .multiPart("variants", variants)
            .post("/cutouts")
            .then(),
        400,
        "The request asks for 21 variants. Ask for at most 20");
  }

  @Test
  void anUnknownCutoutIsNotFound() {
    refused(service().get("/cutouts/nope").then(), 404, "There is no cutout with this id");
    refused(service().get("/cutouts/nope/source").then(), 404, "There is no cutout with this id");
    refused(service().get("/cutouts/nope/variants/x").then(), 404, "no cutout with this id");
  }

  private static void refused(ValidatableResponse response, int status, String sentence) {
    response
        .statusCode(status)
        .contentType("application/problem+json")
        .body(field("status", equalTo(status)))
        .body(field("type", containsString("urn:clearcut:problem:")))
        .body(field("detail", containsString(sentence)));
  }

  private static ValidatableResponse post(byte[] image) {
    return service()
        .multiPart("image", "photo.jpg", image)
        .multiPart("preset", "transparent")
        .post("/cutouts")
        .then();
  }

  private static int frame(byte[] jpeg) {
    int position = 2;
    while (jpeg[position + 1] != (byte) 0xC0) {
      position += 2 + ((jpeg[position + 2] & 0xFF) << 8 | jpeg[position + 3] & 0xFF);
    }
    return position;
  }

  private static long objects() {
    Path store = Path.of("target/test-objects");
    if (!Files.exists(store)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(store)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
