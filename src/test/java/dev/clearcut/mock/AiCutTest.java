package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asBearer;
import static dev.clearcut.testing.FilenameDialect.AI_CUT;
import static dev.clearcut.testing.FilenameDialect.PROCESS;
import static dev.clearcut.testing.FilenameDialect.SEGMENT;
import static dev.clearcut.testing.FilenameDialect.sendImage;
import static dev.clearcut.testing.FilenameDialect.sendJson;
import static dev.clearcut.testing.FilenameDialect.upload;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator's AI Cut; every answer is checked against the contract. */
@QuarkusTest
class AiCutTest {

  /** On the espresso cup. */
  private static final String CUP = "{'x': 280, 'y': 150}";

  /** On the table. */
  private static final String TABLE = "{'x': 20, 'y': 380}";

  private final String account = "ai-cut-" + UUID.randomUUID();

  @Test
  void withoutGreenDotsNothingIsSelected() throws IOException {
    BufferedImage selection = download(segment(body(initialize(), "", TABLE, 1)));

    assertThat(alpha(selection, 280, 150)).isZero();
    assertThat(alpha(selection, 20, 380)).isZero();
  }

  @Test
  void anEarlierSelectionStaysAsItWas() {
    String session = initialize();
    String first = Json.at(segment(body(session, CUP, "", 1)).extract().asString(), "output_url");
    byte[] before = anonymous().get(first).asByteArray();

    segment(body(session, TABLE, CUP, 2)).statusCode(200);

    assertThat(anonymous().get(first).asByteArray()).isEqualTo(before);
  }

  @Test
  void theReplyEchoesSessionAndRequest() {
    String session = initialize();
    long before = Instant.now().getEpochSecond();

    Number timestamp =
        Json.at(
            segment(body(session, CUP, "", 7))
                .statusCode(200)
                .body(field("status", equalTo("completed")))
                .body(field("unique_filename", equalTo(session)))
                .body(field("request_number", equalTo(7)))
                .body(field("message", equalTo("Segmentation successful")))
                .body(field("output_url", endsWith("/segment.png")))
                .extract()
                .asString(),
            "timestamp");

    assertThat(timestamp.longValue()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void onlyTheSessionsNameIsRequired() {
    segment("{'unique_filename': '%s'}".formatted(initialize()))
        .statusCode(200)
        .body(field("request_number", equalTo(0)));
  }

  @Test
  void aLateRequestIsAnsweredToo() {
    String session = initialize();
    segment(body(session, CUP, "", 2)).statusCode(200);

    segment(body(session, CUP, "", 1)).statusCode(200).body(field("request_number", equalTo(1)));
  }

  @Test
  void aSessionIsNamedWithWhereItsImageIs() {
    String session = initialize();

    assertThat(session).isNotBlank();
    sendImage(asBearer(account), AI_CUT)
        .body(field("s3_path", containsString("/input.jpg")))
        .body(field("bucket", equalTo("backgroundcut-ai-cut")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token any", "Bearer any", "Bearer revoked", "nonsense"})
  void anyAuthorizationWillDo(String authorization) {
    String body = body(initialize(), CUP, "", 1);

    sendJson(anonymous().header("Authorization", authorization), SEGMENT, body).statusCode(200);
  }

  @Test
  void anUploadIsNoSession() {
    segment(body(upload(account), CUP, "", 1)).statusCode(404);
  }

  @Test
  void aSessionIsNoUpload() {
    String body = "{'unique_filename': '%s'}".formatted(initialize());

    sendJson(asBearer(account), PROCESS, body).statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({"600, 0", "0, 400", "5000, 5000"})
  void aDotOutsideTheImageIsRefused(int x, int y) {
    String outside = "{'x': %d, 'y': %d}".formatted(x, y);
    String detail = "The dot at %d, %d is outside the image of 600 × 400 pixels.".formatted(x, y);
    String session = initialize();

    segment(body(session, outside, "", 1)).statusCode(400).body(field("detail", equalTo(detail)));
    segment(body(session, CUP, outside, 1)).statusCode(400).body(field("detail", equalTo(detail)));
  }

  @Test
  void theLastPixelIsInside() {
    segment(body(initialize(), "{'x': 599, 'y': 399}", "", 1)).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'unique_filename': ''}",
        "{'unique_filename': 's', 'greenDots': [{'x': 1.5, 'y': 1}]}",
        "{'unique_filename': 's', 'redDots': {'x': 1, 'y': 1}}",
      })
  void aBadBodyIsRefused(String body) {
    segment(body).statusCode(400);
  }

  @Test
  void anImageThatCannotBeReadIsNotPaidFor() {
    byte[] noPixels = Arrays.copyOf(Photos.unseenCoffee(), 100);

    sendImage(asBearer(account), AI_CUT, noPixels).statusCode(400);

    assertThat(Emulator.ledger(account)).isEmpty();
  }

  private String initialize() {
    return Json.at(
        sendImage(asBearer(account), AI_CUT).statusCode(200).extract().asString(),
        "unique_filename");
  }

  private static String body(String session, String green, String red, int number) {
    return """
    {'unique_filename': '%s', 'greenDots': [%s], 'redDots': [%s], 'request_number': %d}
    """
        .formatted(session, green, red, number);
  }

  private static ValidatableResponse segment(String body) {
    return sendJson(anonymous(), SEGMENT, body);
  }

  private static BufferedImage download(ValidatableResponse segmentation) throws IOException {
    String url = Json.at(segmentation.statusCode(200).extract().asString(), "output_url");
    byte[] png =
        anonymous()
            .get(url)
            .then()
            .statusCode(200)
            .contentType("image/png")
            .extract()
            .asByteArray();
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int alpha(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) >>> 24;
  }
}
