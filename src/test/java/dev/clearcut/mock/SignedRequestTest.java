package dev.clearcut.mock;

import static dev.clearcut.testing.FilenameDialect.UPLOAD;
import static dev.clearcut.testing.FilenameDialect.sendSignedImage;
import static dev.clearcut.testing.FilenameDialect.sendSignedProcess;
import static dev.clearcut.testing.FilenameDialect.sign;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that a server signs and a browser makes; every answer is checked against the contract. */
@QuarkusTest
class SignedRequestTest {

  private final String account = "signed-" + UUID.randomUUID();

  @Test
  void aTokenIsGoodUntilShortlyBeforeItExpires() {
    String token = sign(account, UPLOAD);

    Emulator.advance("PT4M50S");

    sendSignedImage(UPLOAD, token).statusCode(200);
  }

  @Test
  void aTokenThatWasTamperedWithIsRejectedAndLeavesTheGoodOneAlone() {
    String token = sign(account, UPLOAD);
    String[] parts = token.split("\\.");
    String forged =
        parts[0]
            + "."
            + encode(decode(parts[1]).replace("uploadImage", "initializeAiCut"))
            + "."
            + parts[2];

    rejected(sendSignedImage(UPLOAD, forged));
    sendSignedImage(UPLOAD, token).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "a.b.c",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...",
        // {"alg":"none"}.{"jti":"x","aud":"uploadImagePresigned","exp":9999999999}.
        "eyJhbGciOiJub25lIn0.eyJqdGkiOiJ4IiwiYXVkIjoidXBsb2FkSW1hZ2VQcmVzaWduZWQiLCJleHAiOjk5OTk5OTk5OTl9."
      })
  void aTextThatWasNotSignedHereIsRejected(String token) {
    rejected(sendSignedImage(UPLOAD, token));
    rejected(sendSignedProcess(token));
  }

  @Test
  void aTokenIsAJsonWebTokenThatDoesNotGiveTheKeyAway() {
    String[] parts = sign(account, UPLOAD).split("\\.");

    assertThat(JsonPath.from(decode(parts[0])).getString("alg")).isEqualTo("HS256");
    assertThat(JsonPath.from(decode(parts[0])).getString("typ")).isEqualTo("JWT");
    assertThat(JsonPath.from(decode(parts[1])).getString("aud")).isEqualTo("uploadImagePresigned");
    assertThat(decode(parts[1])).contains("exp").doesNotContain(account);
  }

  @Test
  void signedCallsCountForTheRateOfTheSigner() {
    String limited = "limited-" + account;
    String token = sign(limited, UPLOAD);

    sendSignedImage(UPLOAD, token).statusCode(429).header("Retry-After", "1");
  }

  private static void rejected(ValidatableResponse response) {
    response
        .statusCode(401)
        .body(field("detail", equalTo("Invalid, expired, or already used signed_request.")));
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String encode(String part) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(part.getBytes(StandardCharsets.UTF_8));
  }
}
