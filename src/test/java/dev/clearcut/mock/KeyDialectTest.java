package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator in the key dialect; every answer is checked against the contract. */
@QuarkusTest
class KeyDialectTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";
  private static final String DELETE = "/v3/file-ops/delete/";

  private final String account = "key-dialect-" + UUID.randomUUID();

  @Test
  void anUploadedPhotoIsProcessedAndServedWithoutCredentials() throws IOException {
    upload("my-project/photo.jpg");

    process("{'input_key': 'my-project/photo.jpg', 'output_variants': [{'output_key': 'r.png'}]}")
        .statusCode(200)
        .body("output_keys", contains("r.png"));

    BufferedImage result = download("r.png", "image/png");
    assertThat(result.getWidth()).isEqualTo(600);
    assertThat(result.getRGB(0, 0) >>> 24).isZero();
    assertThat(result.getRGB(280, 150) >>> 24).isGreaterThan(250);
  }

  @Test
  void outputsComeInTheOrderOfTheVariantsEachAsAskedFor() throws IOException {
    upload("photo.jpg");

    process(
            """
            {'input_key': 'photo.jpg', 'output_variants': [
              {'output_key': 'blue.jpg', 'background_color': '#1A01FF', 'format': 'jpeg'},
              {'output_key': 'small.png', 'max_resolution': 24000},
              {'output_key': 'cropped.png', 'autocrop': true},
              {'output_key': 'white.png', 'background_color': '#ffffff', 'quality': 'low'}]}
            """)
        .statusCode(200)
        .body("output_keys", contains("blue.jpg", "small.png", "cropped.png", "white.png"));

    BufferedImage blue = download("blue.jpg", "image/jpeg");
    assertThat(blue.getRGB(2, 397) & 0xFF).isGreaterThan(240);
    BufferedImage small = download("small.png", "image/png");
    assertThat(small.getWidth() * small.getHeight()).isBetween(23_000, 24_000);
    BufferedImage cropped = download("cropped.png", "image/png");
    assertThat(cropped.getWidth()).isLessThan(500);
    assertThat(download("white.png", "image/png").getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
  }

  @Test
  void webpIsServedAsWebp() {
    upload("photo.jpg");
    process(
            "{'input_key': 'photo.jpg', 'output_variants':"
                + " [{'output_key': 'r', 'format': 'webp', 'output_compression': 40}]}")
        .statusCode(200);

    byte[] webp =
        anonymous().get(publicUrl("r")).then().contentType("image/webp").extract().asByteArray();

    assertThat(new String(webp, 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");
  }

  @Test
  void aCallCostsOneCreditAndHalfACreditForEachAutocrop() {
    upload("photo.jpg");

    process(
            """
            {'input_key': 'photo.jpg', 'output_variants': [
              {'output_key': 'a'}, {'output_key': 'b', 'autocrop': true},
              {'output_key': 'c', 'autocrop': true}]}
            """)
        .statusCode(200);

    assertThat(Emulator.ledger(account)).extracting("operation").containsExactly("process");
    assertThat(Emulator.ledger(account)).extracting("credits").containsExactly(2.0f);
    assertThat(Emulator.credits(account)).isEqualByComparingTo("998");
  }

  @Test
  void thePhotoThatWasProcessedBeforeGivesTheSameBytesAndIsChargedAgain() {
    upload("photo.jpg");
    upload("copy.jpg");
    process("{'input_key': 'photo.jpg', 'output_variants': [{'output_key': 'first.png'}]}")
        .statusCode(200);

    process(
            """
            {'input_key': 'copy.jpg', 'output_variants': [
              {'output_key': 'second.png'}, {'output_key': 'small.png', 'max_resolution': 5000}]}
            """)
        .statusCode(200);
    process("{'input_key': 'copy.jpg', 'output_variants': [{'output_key': 'first.png'}]}")
        .statusCode(200);

    byte[] first = anonymous().get(publicUrl("first.png")).asByteArray();
    assertThat(first).isEqualTo(anonymous().get(publicUrl("second.png")).asByteArray());
    assertThat(first).isNotEqualTo(anonymous().get(publicUrl("small.png")).asByteArray());
    assertThat(Emulator.credits(account)).isEqualByComparingTo("997");
  }

  @Test
  void tooFewCreditsAreRefusedWithTheNumbersAndNothingIsDone() {
    Emulator.credit(account, "1.0");
    upload("photo.jpg");

    process("{'input_key':'photo.jpg','output_variants':[{'output_key':'a','autocrop':true}]}")
        .statusCode(402)
        .body("detail", equalTo("Insufficient credits. Required: 1.5, available: 1.0"));

    assertThat(Emulator.ledger(account)).isEmpty();
    assertThat(Emulator.credits(account)).isEqualByComparingTo("1");
    postUrl("a").statusCode(404);
  }

  @Test
  void anUploadLivesForTwoHours() {
    upload("photo.jpg");
    String url = publicUrl("photo.jpg");

    Emulator.advance("PT1H59M");
    anonymous().get(url).then().statusCode(200);
    Emulator.advance("PT1M");

    anonymous().get(url).then().statusCode(404);
    process("{'input_key': 'photo.jpg', 'output_variants': [{'output_key': 'a'}]}")
        .statusCode(404)
        .body("detail", equalTo("File not found at the given key."));
  }

  @Test
  void anUploadLivesAsShortAsItIsToldTo() {
    asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCoffee())
        .multiPart("key", "photo.jpg")
        .multiPart("expires_in_hours", "0.5")
        .post(UPLOAD)
        .then()
        .statusCode(200);

    Emulator.advance("PT30M");

    postUrl("photo.jpg").statusCode(404);
  }

  @Test
  void filesAreDeletedByPattern() {
    upload("shoe/1.jpg");
    upload("shoe/2.jpg");
    upload("hat/1.jpg");
    String url = publicUrl("shoe/1.jpg");

    asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"pattern\": \"shoe/*\"}")
        .post(DELETE)
        .then()
        .statusCode(200)
        .body("success", equalTo(true));

    postUrl("shoe/1.jpg").statusCode(404);
    postUrl("shoe/2.jpg").statusCode(404);
    postUrl("hat/1.jpg").statusCode(200);
    anonymous().get(url).then().statusCode(404);
  }

  @Test
  void aUrlOfADeletedFileIsNotOneOfTheNextUnderItsKey() {
    upload("photo.jpg");
    String url = publicUrl("photo.jpg");
    asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"pattern\": \"photo.jpg\"}")
        .post(DELETE)
        .then()
        .statusCode(200);

    upload("photo.jpg");

    anonymous().get(url).then().statusCode(404);
    anonymous().get(publicUrl("photo.jpg")).then().statusCode(200);
  }

  @Test
  void anotherAccountSeesNothingOfThisOne() {
    upload("photo.jpg");

    asToken(account + "-other")
        .contentType(ContentType.JSON)
        .body("{\"key\": \"photo.jpg\"}")
        .post(PUBLIC_URL)
        .then()
        .statusCode(404);
  }

  @Test
  void aSecondUploadUnderTheSameKeyReplacesTheFirst() {
    upload("photo.jpg");
    byte[] second = Photos.unseenCoffee();
    upload("photo.jpg", second);

    assertThat(anonymous().get(publicUrl("photo.jpg")).asByteArray()).isEqualTo(second);
  }

  @Test
  void aKeyWithOddCharactersStillGetsAWorkingUrl() {
    String key = "a b/ü#?%&+.jpg";
    upload(key);

    given().urlEncodingEnabled(false).get(publicUrl(key)).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Token", "Token ", "Bearer some-key", "some-key", "Token revoked-1"})
  void callsWithoutAGoodTokenAreRefusedBeforeAnythingElse(String authorization) {
    anonymous()
        .header("Authorization", authorization)
        .contentType(ContentType.JSON)
        .body("not even JSON")
        .post(PROCESS)
        .then()
        .statusCode(401)
        .body("detail", equalTo("Missing or invalid Authorization header."));
  }

  @Test
  void aBrokeAccountHasNoCredits() {
    String broke = "broke-" + account;
    upload(broke, "photo.jpg", Photos.unseenCoffee());

    processAs(broke, "{'input_key': 'photo.jpg', 'output_variants': [{'output_key': 'a'}]}")
        .statusCode(402)
        .body("detail", equalTo("Insufficient credits. Required: 1.0, available: 0.0"));
  }

  @Test
  void aLimitedAccountIsLimitedOnEverySecondCall() {
    String limited = "limited-" + account;
    upload(limited, "photo.jpg", Photos.unseenCoffee());

    Response second =
        asToken(limited)
            .contentType(ContentType.JSON)
            .body("{\"key\": \"photo.jpg\"}")
            .post(PUBLIC_URL);

    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.header("Retry-After")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"input_key": "k" | Malformed JSON body.
          [] | Malformed JSON body.
          {} | Missing required field: input_key.
          {"output_variants": [{"output_key": "a"}]} | Missing required field: input_key.
          {"input_key": "k"} | Missing required field: output_variants.
          {"input_key": "k", "output_variants": [{}]} | Missing required field: output_variants[0].output_key.
          {"input_key": "k", "input_file_path": "p", "output_variants": [{"output_key": "a"}]} | The fields of two dialects are mixed. Send those of one: input_key or input_file_path.
          {"input_key": "k", "output_variants": [{"output_key": "a", "background_color": "#12345"}]} | Invalid background_color. Expected hex string like #ffffff.
          {"input_key": "k", "output_variants": [{"output_key": "a", "format": "jpeg"}]} | Transparent is not possible with "jpeg" format. Use "png" or "webp" instead.
          """)
  void aBadBodyIsAnsweredInTheVendorsWords(String body, String detail) {
    processAs(account, body).statusCode(400).body("detail", equalTo(detail));
    assertThat(Emulator.ledger(account)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'output_key': 'a', 'format': 'gif'}",
        "{'output_key': 'a', 'format': 5}",
        "{'output_key': 'a', 'quality': 'best'}",
        "{'output_key': 'a', 'max_resolution': 4095}",
        "{'output_key': 'a', 'max_resolution': 25000001}",
        "{'output_key': 'a', 'max_resolution': 1e400}",
        "{'output_key': 'a', 'output_compression': 0}",
        "{'output_key': 'a', 'output_compression': 101}",
        "{'output_key': 'a', 'autocrop': 'yes'}",
        "{'output_key': ''}",
        "{'output_key': null}",
        "{'output_key': 'a'}, {'output_key': 'a'}",
        "null",
        ""
      })
  void aValueOutsideItsRangeIsRefused(String variants) {
    upload("photo.jpg");

    process("{'input_key': 'photo.jpg', 'output_variants': [" + variants + "]}").statusCode(400);

    assertThat(Emulator.ledger(account)).isEmpty();
  }

  @Test
  void aFileThatIsNoImageIsRefusedOnUpload() {
    asToken(account)
        .multiPart("file", "photo.jpg", "hello".getBytes(StandardCharsets.UTF_8))
        .multiPart("key", "photo.jpg")
        .post(UPLOAD)
        .then()
        .statusCode(400)
        .body("detail", equalTo("Invalid image format. Supported: JPEG, PNG, WebP, AVIF"));
  }

  @Test
  void missingPartsAreNamed() {
    asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCoffee())
        .post(UPLOAD)
        .then()
        .statusCode(400)
        .body("detail", equalTo("Missing required field: key."));
    asToken(account)
        .multiPart("key", "photo.jpg")
        .post(UPLOAD)
        .then()
        .statusCode(400)
        .body("detail", equalTo("Missing required field: file."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "2.5", "NaN"})
  void anExpiryOutsideItsRangeIsRefused(String hours) {
    asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCoffee())
        .multiPart("key", "photo.jpg")
        .multiPart("expires_in_hours", hours)
        .post(UPLOAD)
        .then()
        .statusCode(400);
  }

  @Test
  void anUnknownPublicUrlIsNotFound() {
    anonymous().get("/pub/unknown/x.png").then().statusCode(404);
  }

  private void upload(String key) {
    upload(key, Photos.unseenCoffee());
  }

  private void upload(String key, byte[] photo) {
    upload(account, key, photo);
  }

  private static void upload(String account, String key, byte[] photo) {
    asToken(account)
        .multiPart("file", "photo.jpg", photo)
        .multiPart(new MultiPartSpecBuilder(key).controlName("key").charset("UTF-8").build())
        .post(UPLOAD)
        .then()
        .statusCode(200)
        .body("success", equalTo(true));
  }

  private ValidatableResponse process(String body) {
    return processAs(account, body.replace('\'', '"'));
  }

  private static ValidatableResponse processAs(String account, String body) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post(PROCESS)
        .then();
  }

  private ValidatableResponse postUrl(String key) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(Map.of("key", key))
        .post(PUBLIC_URL)
        .then();
  }

  private String publicUrl(String key) {
    return postUrl(key).statusCode(200).extract().path("url");
  }

  private BufferedImage download(String key, String mediaType) throws IOException {
    byte[] bytes =
        anonymous()
            .get(publicUrl(key))
            .then()
            .statusCode(200)
            .contentType(mediaType)
            .extract()
            .asByteArray();
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }
}
