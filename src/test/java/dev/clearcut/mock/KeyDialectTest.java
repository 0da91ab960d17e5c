package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The emulator in the key dialect; every answer is checked against the contract. What any vendor
 * does is asked by the contract suite; here is what only the emulator can be asked.
 */
@QuarkusTest
class KeyDialectTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";
  private static final String DELETE = "/v3/file-ops/delete/";

  private final String account = "key-dialect-" + UUID.randomUUID();

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
        .body(field("detail", equalTo("Missing or invalid Authorization header.")));
  }

  @Test
  void aBrokeAccountHasNoCredits() {
    String broke = "broke-" + account;
    upload(broke, "photo.jpg", Photos.unseenCoffee());

    processAs(broke, "{'input_key': 'photo.jpg', 'output_variants': [{'output_key': 'a'}]}")
        .statusCode(402)
        .body(field("detail", equalTo("Insufficient credits. Required: 1.0, available: 0.0")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'output_key': 'a', 'format': 5}",
        "{'output_key': 'a', 'max_resolution': 1e400}",
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

  @ParameterizedTest
  @ValueSource(strings = {"-1", "NaN"})
  void anExpiryOutsideItsRangeIsRefused(String hours) {
    asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCoffee())
        .multiPart("key", "photo.jpg")
        .multiPart("expires_in_hours", hours)
        .post(UPLOAD)
        .then()
        .statusCode(400);
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
        .body(field("success", equalTo(true)));
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
    return Json.at(postUrl(key).statusCode(200).extract().asString(), "url");
  }
}
