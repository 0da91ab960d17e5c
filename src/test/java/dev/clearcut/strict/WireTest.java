package dev.clearcut.strict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.RawHttp;
import dev.clearcut.testing.RawHttp.End;
import dev.clearcut.testing.RawHttp.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What HTTP clients hide: no request hangs, whatever its head says and however early its answer.
 */
@QuarkusTest
class WireTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String FORM = "Content-Type: multipart/form-data; boundary=b\r\n";
  private static final String KEY = "Authorization: Token wire\r\n";
  private static final String CLOSE = "Connection: close\r\n";
  private static final String NEXT = "GET /presets HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n";
  private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 (?!100)\\d{3} ");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /cutouts",
        "POST /cutouts/x/variants",
        "GET /presets",
        "PUT /mock/accounts/x",
        "POST /v3/file-ops/upload/",
        "POST /v3/file-ops/get-public-url/",
        "GET /pub/x/y"
      })
  void anExpectationThatNobodyKnowsIsRefused(String call) {
    Reply reply = send(call, KEY + JSON + CLOSE + "Expect: nonsense\r\nContent-Length: 5\r\n", "");

    assertThat(reply.status()).isEqualTo(417);
    assertThat(reply.body()).contains("Expect: nonsense cannot be met; only 100-continue is.");
  }

  @ParameterizedTest
  @CsvSource({
    "/cutouts/x/variants, {\"presets\":[]}, 404",
    "/v3/file-ops/get-public-url/, {\"key\":\"none\"}, 404",
    "/mock/clock/advance, {\"by\":\"PT0S\"}, 200"
  })
  void whoWaitsForPermissionIsToldToGoOn(String path, String body, int status) {
    Reply reply =
        send(
            "POST " + path,
            KEY
                + JSON
                + CLOSE
                + "Expect: 100-continue\r\nContent-Length: %d\r\n".formatted(body.length()),
            body);

    assertThat(reply.text()).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /cutouts | application/problem+json
          POST /cutouts/x/variants | application/problem+json
          PUT /mock/accounts/x | application/problem+json
          POST /v3/file-ops/upload/ | application/json
          POST /v3/file-ops/get-public-url/ | application/json
          """)
  void aBodyInAContentEncodingIsRefusedWithASentence(String call, String type) {
    for (String encoding : new String[] {"gzip", "br", "identity, gzip", "x-nonsense"}) {
      Reply reply =
          send(
              call,
              KEY + JSON + CLOSE + "Content-Encoding: " + encoding + "\r\nContent-Length: 4\r\n",
              "\u001f\u008b\b\0");

      assertThat(reply.status()).isEqualTo(415);
      assertThat(reply.text().toLowerCase()).contains("content-type: " + type);
      assertThat(reply.body())
          .contains("The body comes with Content-Encoding: ")
          .contains("Send it as it is, without Content-Encoding.");
    }
  }

  @Test
  void identityIsNoEncoding() {
    Reply reply =
        send(
            "PUT /mock/accounts/wire",
            JSON + CLOSE + "Content-Encoding: identity\r\nContent-Length: 15\r\n",
            "{\"credits\": 10}");

    assertThat(reply.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /nothing | x
          PUT /cutouts | x
          POST /cutouts | Content-Type: text/plain
          POST /cutouts | Content-Type: multipart/form-data; boundary=b
          POST /cutouts?dryrun=true | Content-Type: multipart/form-data; boundary=b
          POST /cutouts/x/variants | Content-Encoding: gzip
          DELETE /cutouts/x | x
          GET /presets | x
          GET /presets | Expect: nonsense
          POST /retention/runs?dryRun=x | x
          POST /q/health | x
          POST /v3/nothing | x
          PUT /v3/file-ops/upload/ | x
          POST /v3/file-ops/upload/ | Content-Type: multipart/form-data; boundary=b
          POST /v3/file-ops/upload/ | Content-Type: multipart/form-data
          POST /v3/file-ops/get-public-url/ | Content-Type: application/json
          POST /v3/file-ops/get-public-url/ | Content-Encoding: gzip
          GET /pub/a/b | x
          PUT /mock/accounts/x | Content-Type: text/plain
          PUT /mock/accounts/x | Content-Encoding: gzip
          POST /mock/reset?acount=x | x
          """)
  void theRequestBehindAnEarlyAnswerIsAnsweredToo(String call, String header) {
    String head = header.equals("x") ? "" : header + "\r\n";

    Reply reply = send(call, head + "Content-Length: 1000\r\n", "x".repeat(1000) + NEXT);

    assertThat(ANSWER.matcher(reply.text()).results().count()).as(reply.text()).isEqualTo(2);
    assertThat(reply.end()).isEqualTo(End.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /cutouts", "POST /v3/file-ops/upload/", "PUT /mock/accounts/x"})
  void aConnectionWhoseBodyDoesNotComeIsClosedAfterTheAnswer(String call) {
    Reply reply = send(call, KEY + FORM + "Content-Length: 41000000\r\n", "x");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.end()).isNotEqualTo(End.OPEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /cutouts | Content-Type: multipart/form-data; boundary=b | 31 | The request is larger than 31457280 bytes
          POST /cutouts/x/variants | Content-Type: application/json | 31 | The request is larger than 31457280 bytes
          PUT /mock/accounts/x | Content-Type: application/json | 2 | The request is larger than 1048576 bytes
          POST /v3/file-ops/upload/ | Content-Type: multipart/form-data; boundary=b | 31 | The body is longer than 31457280 bytes.
          POST /v3/file-ops/get-public-url/ | Content-Type: application/json | 2 | The body is longer than 1048576 bytes.
          """)
  void aBodyThatTurnsOutToBeTooLargeIsRefusedWithASentence(
      String call, String type, int mebibytes, String sentence) {
    String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
    String part =
        "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.jpg\"\r\n\r\n"
            .formatted(call.contains("/v3/") ? "file" : "image");
    String begin = type.contains("form-data") ? "%x\r\n%s\r\n".formatted(part.length(), part) : "";

    Reply reply =
        send(
            call,
            KEY + type + "\r\nTransfer-Encoding: chunked\r\n",
            begin + chunk.repeat(mebibytes) + "0\r\n\r\n" + NEXT);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.body()).contains("{").contains(sentence);
    assertThat(ANSWER.matcher(reply.text()).results().count()).isEqualTo(2);
  }

  private static Reply send(String call, String headers, String body) {
    return RawHttp.exchange(
        call + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n",
        body.getBytes(StandardCharsets.ISO_8859_1),
        PATIENCE);
  }
}
