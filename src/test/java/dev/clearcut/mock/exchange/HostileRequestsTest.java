package dev.clearcut.mock.exchange;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.mock.hostile.Answer;
import dev.clearcut.mock.hostile.Wire;
import dev.clearcut.testing.RawHttp;
import dev.clearcut.testing.RawHttp.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent to the emulator, the answer has the vendor's form, and is no 5xx. */
@QuarkusTest
class HostileRequestsTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";
  private static final String GOOD_FORM =
      "--XX\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n"
          + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.jpg\"\r\n"
          + "Content-Type: image/jpeg\r\n\r\n\u00ff\u00d8\u00ff\u00e0abc\r\n--XX--\r\n";

  private final String account = "hostile-" + UUID.randomUUID();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET | /v3/nothing/ | 404 | Not Found
          GET | /v3/ | 404 | Not Found
          POST | /v3/file-ops/upload | 404 | Not Found
          POST | /pub/only-a-token | 404 | Not Found
          GET | /pub/no-such-token/x.png | 404 | File not found or URL expired.
          GET | /v3/file-ops/upload/ | 405 | Method Not Allowed
          DELETE | /v3/tools/ai/remove-bg/process/ | 405 | Method Not Allowed
          POST | /pub/no-such-token/x.png | 405 | Method Not Allowed
          """)
  void aWrongAddressIsAnsweredInTheVendorsForm(
      Method method, String path, int status, String detail) {
    refused(given().request(method, path).then(), status, detail);
  }

  @Test
  void aWrongMethodIsToldTheRightOne() {
    given().get(UPLOAD).then().statusCode(405).header("Allow", "POST");
  }

  @Test
  void aWrongMediaTypeIsNamed() {
    refused(
        given()
            .header("Authorization", "Token " + account)
            .contentType(ContentType.TEXT)
            .body("hello")
            .post(PUBLIC_URL)
            .then(),
        400,
        "Invalid Content-Type. Expected application/json.");
  }

  @Test
  void whatKindOfAnswerACallerWouldLikeIsNotLookedAt() {
    given()
        .header("Authorization", "Token " + account)
        .contentType(ContentType.JSON)
        .accept(ContentType.HTML)
        .body("{\"key\": \"k\"}")
        .post(PUBLIC_URL)
        .then()
        .statusCode(404)
        .contentType(ContentType.JSON);
  }

  @Test
  void jsonOfMoreThanAMebibyteIsRefused() {
    refused(
        given()
            .header("Authorization", "Token " + account)
            .contentType(ContentType.JSON)
            .body("{\"key\": \"" + "k".repeat(1 << 20) + "\"}")
            .post(PUBLIC_URL)
            .then(),
        413,
        "The body is longer than 1048576 bytes.");
  }

  @Test
  void aFormOfMoreThanThirtyMebibytesIsRefusedByItsAnnouncement() {
    Answer answer = answer(head("multipart/form-data; boundary=XX", 30 * 1024 * 1024 + 1));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).isEqualTo("{\"detail\":\"The body is longer than 31457280 bytes.\"}");
  }

  @Test
  void aFormOfMoreThanThirtyMebibytesIsRefusedWithoutAnAnnouncementToo() {
    String part = GOOD_FORM.substring(0, GOOD_FORM.indexOf("abc"));
    String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
    String body =
        Integer.toHexString(part.length())
            + "\r\n"
            + part
            + "\r\n"
            + chunk.repeat(31)
            + "0\r\n\r\n";
    Answer answer =
        answer(
            "POST "
                + UPLOAD
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Token "
                + account
                + "\r\n"
                + "Content-Type: multipart/form-data; boundary=XX\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + body);

    assertThat(answer.status()).isEqualTo(413);
  }

  /** The answer alone: the server may go on waiting for what was announced. */
  private static Answer answer(String request) {
    return Wire.send(request.getBytes(StandardCharsets.ISO_8859_1), false).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: form-data; name=\"file\"; filename*=quark''a",
        "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
            + "Content-Type: text/plain; charset=quark",
        "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
            + "Content-Transfer-Encoding: quark",
        "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Length: -5",
        "Content-Disposition: form-data; name=\"key\"\r\nContent-Length: abc",
        "Content-Disposition: form-data; name=\"file\"; filename=\"\"",
        "Content-Disposition: form-data; filename=\"a\"",
        "Content-Disposition: form-data",
        "Content-Disposition:",
        "X: y",
        ""
      })
  void aPartWithAWrongHeadIsRefused(String head) {
    answeredInTheVendorsForm(
        post("multipart/form-data; boundary=XX", "--XX\r\n" + head + "\r\n\r\nabc\r\n--XX--"));
  }

  @Test
  void aCallWithoutAGoodKeyIsToldSoFirstWhateverElseIsWrongWithIt() {
    Reply reply =
        RawHttp.exchange(
            head("multipart/form-data; boundary=XX", 7).replace("Token ", "Token revoked-"),
            "garbage".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(reply.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=YY",
        "multipart/form-data; boundary=XX; charset=quark",
        "multipart/form-datax; boundary=XX",
        "multipart/mixed; boundary=XX",
        "application/x-www-form-urlencoded",
        "application/json; charset=quark",
        "nonsense"
      })
  void aFormWithAWrongMediaTypeIsRefused(String mediaType) {
    answeredInTheVendorsForm(post(mediaType, GOOD_FORM));
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void aFormThatEndsTooEarlyIsRefusedAndDoesNotHang(int length) {
    answeredInTheVendorsForm(
        post("multipart/form-data; boundary=XX", GOOD_FORM.substring(0, length)));
  }

  static IntStream prefixes() {
    return IntStream.range(0, GOOD_FORM.length() - 4).filter(length -> length % 7 == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "\"x\"",
        "{\"key\": 5}",
        "{\"key\": null}",
        "{\"key\": \"\\ud800\"}",
        "{\"key\": \"k\"} {}",
        "{\"key\": 1e999999999}",
        "\u0000"
      })
  void jsonOfAnyKindIsAnswered(String json) {
    answeredInTheVendorsForm(post("application/json", json, PUBLIC_URL));
  }

  @Test
  void deeplyNestedJsonIsRefused() {
    Reply reply = post("application/json", "[".repeat(100_000), PUBLIC_URL);

    assertThat(reply.status()).isEqualTo(400);
  }

  /** Files go when the answer has gone; other processes on this machine have files there, too. */
  @Test
  void noUploadedFileIsLeftBehind() throws IOException {
    Set<Path> before = uploads();
    post("multipart/form-data; boundary=XX", GOOD_FORM.substring(0, 160));
    post("multipart/form-data; boundary=XX", GOOD_FORM);
    Set<Path> since = uploads();
    since.removeAll(before);
    await().atMost(Duration.ofMinutes(2)).until(() -> since.stream().noneMatch(Files::exists));
  }

  private static Set<Path> uploads() throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "uploads");
    if (!Files.isDirectory(folder)) {
      return new HashSet<>();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(Collectors.toCollection(HashSet::new));
    }
  }

  private Reply post(String mediaType, String body) {
    return post(mediaType, body, UPLOAD);
  }

  private Reply post(String mediaType, String body, String path) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return RawHttp.exchange(head(mediaType, bytes.length).replace(UPLOAD, path), bytes);
  }

  private String head(String mediaType, long length) {
    return "POST "
        + UPLOAD
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + "Authorization: Token "
        + account
        + "\r\n"
        + "Content-Type: "
        + mediaType
        + "\r\n"
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }

  private static void answeredInTheVendorsForm(Reply reply) {
    assertThat(reply.end()).isEqualTo(RawHttp.End.CLOSED);
    assertThat(reply.status()).isBetween(200, 499);
    assertThat(reply.text().toLowerCase()).contains("content-type: application/json");
    if (reply.status() >= 400) {
      assertThat(detail(reply.body())).isNotBlank();
    }
  }

  private static String detail(String body) {
    try {
      return new ObjectMapper().readTree(body).path("detail").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + body, e);
    }
  }

  private static void refused(ValidatableResponse response, int status, String detail) {
    response
        .statusCode(status)
        .contentType(ContentType.JSON)
        .body(field("detail", equalTo(detail)));
  }
}
