package dev.clearcut.strict;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Photos;
import dev.clearcut.testing.RawHttp;
import dev.clearcut.testing.RawHttp.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form that the service takes is one that the emulator takes, and the other way round. */
@QuarkusTest
class FormsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Both sides read forms with another library. */
  private enum Side {
    SERVICE("/cutouts?dryRun=true", "image", "preset", "web"),
    EMULATOR("/v3/file-ops/upload/", "file", "key", "web");

    private final String path;
    private final String file;
    private final String text;
    private final String value;

    Side(String path, String file, String text, String value) {
      this.path = path;
      this.file = file;
      this.text = text;
      this.value = value;
    }
  }

  private final String photo = new String(Photos.unseenCup(), ISO_8859_1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Transfer-Encoding: binary | 200 |
          Content-Transfer-Encoding: 8bit | 200 |
          Content-Transfer-Encoding: 7BIT | 200 |
          content-transfer-encoding:base64 | 400 | transfer encoding
          Content-Transfer-Encoding: quoted-printable | 400 | comes in the transfer encoding quoted-printable.
          Content-Transfer-Encoding: x-nonsense | 400 | comes in the transfer encoding x-nonsense.
          Content-Type: text/plain | 200 |
          Content-Type: text/plain; charset=UTF-8 | 200 |
          Content-Type: text/plain; charset="us-ascii" | 200 |
          Content-Type: text/plain;charset=ISO-8859-1 | 200 |
          Content-Type: text/plain; charset=utf-16le | 400 | comes in the charset utf-16le. Send texts in UTF-8.
          Content-Type: text/plain; charset=windows-31j | 400 | comes in the charset windows-31j. Send texts in UTF-8.
          X-Header: anything | 200 |
          """)
  void aPartIsReadTheSameOnBothSides(String header, int status, String sentence) {
    for (Side side : Side.values()) {
      for (boolean onTheFile : new boolean[] {true, false}) {
        String form =
            form(side, onTheFile ? header + "\r\n" : "", onTheFile ? "" : header + "\r\n");

        answered(side, form, status, sentence);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quark", "", "\"\""})
  void aCharsetThatNobodyKnowsIsRefusedOnBothSides(String charset) {
    for (Side side : Side.values()) {
      answered(
          side, form(side, "", "Content-Type: text/plain; charset=" + charset + "\r\n"), 400, "");
    }
  }

  @ParameterizedTest
  @CsvSource({"ALL", "HEADS", "BOUNDARIES"})
  void linesThatEndInLineFeedsAloneAreRefusedOnBothSides(Bare which) {
    for (Side side : Side.values()) {
      answered(side, which.change.apply(form(side, "", "")), 400, "");
    }
  }

  /** Where the carriage returns are left out. */
  enum Bare {
    ALL(form -> form.replace("\r\n", "\n")),
    HEADS(form -> form.replace("\"\r\n\r\n", "\"\n\n")),
    BOUNDARIES(form -> form.replace("\r\n--b", "\n--b"));

    private final UnaryOperator<String> change;

    Bare(UnaryOperator<String> change) {
      this.change = change;
    }
  }

  @Test
  void whatIsEncodedIsNotTakenForTheBytes() {
    String coded = Base64.getMimeEncoder().encodeToString(photo.getBytes(ISO_8859_1));
    for (Side side : Side.values()) {
      String form = form(side, "Content-Transfer-Encoding: base64\r\n", "").replace(photo, coded);

      answered(side, form, 400, "transfer encoding");
    }
  }

  @Test
  void whatIsNotWhatItSaysIsRefusedToo() {
    for (Side side : Side.values()) {
      String form =
          form(side, "Content-Transfer-Encoding: base64\r\n", "").replace(photo, "*** = ***");

      answered(side, form, 400, "");
    }
  }

  private String form(Side side, String headOfFile, String headOfText) {
    return "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.jpg\"\r\n%s\r\n%s\r\n"
            .formatted(side.file, headOfFile, photo)
        + "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n%s\r\n%s\r\n--b--\r\n"
            .formatted(side.text, headOfText, side.value);
  }

  private static void answered(Side side, String form, int status, String sentence) {
    Reply reply = send(side, form);
    assertThat(reply.status()).as("%s: %s", side, reply.text()).isEqualTo(status);
    if (sentence != null) {
      assertThat(reply.body()).contains(sentence);
    }
  }

  private static Reply send(Side side, String form) {
    byte[] body = form.getBytes(ISO_8859_1);
    return RawHttp.exchange(
        "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Token forms\r\n"
                .formatted(side.path)
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n"
                .formatted(body.length),
        body,
        PATIENCE);
  }
}
