package dev.clearcut.mock.exchange;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Json;
import dev.clearcut.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A form means the same however the network cuts it to pieces. */
@QuarkusTest
class SplitFormsTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final byte[] PICTURE = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 1, 2, 3
  };

  private final String account = "split-" + UUID.randomUUID();

  @Test
  void aFormCutInTwoAnywhereIsStoredAsItWasSent() {
    int length = form("photo", picture(0)).length;
    for (int cut = 1; cut < length; cut++) {
      byte[] picture = picture(cut);
      assertThat(send(form("photo", picture), cut)).as("status when cut at %d", cut).isEqualTo(200);

      byte[] stored = download("photo");

      assertThat(stored).as("bytes when cut at %d", cut).isEqualTo(picture);
    }
  }

  /** Each of them is another one: what is under the key is what was sent last. */
  private static byte[] picture(int nth) {
    byte[] picture = PICTURE.clone();
    picture[picture.length - 1] = (byte) nth;
    return picture;
  }

  private byte[] form(String key, byte[] picture) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p\"\r\n\r\n"
            .getBytes(UTF_8));
    form.writeBytes(picture);
    form.writeBytes(
        "\r\n--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted(key)
            .getBytes(UTF_8));
    return form.toByteArray();
  }

  private int send(byte[] form, int cut) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    chunk(body, Arrays.copyOf(form, cut));
    chunk(body, Arrays.copyOfRange(form, cut, form.length));
    chunk(body, new byte[0]);
    String head =
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Token %s\r\nConnection: close\r\n"
                .formatted(UPLOAD, account)
            + "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n";
    return RawHttp.exchange(head, body.toByteArray()).status();
  }

  private static void chunk(ByteArrayOutputStream body, byte[] bytes) {
    body.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    body.writeBytes(bytes);
    body.writeBytes("\r\n".getBytes(UTF_8));
  }

  private byte[] download(String key) {
    String url =
        Json.at(
            asToken(account)
                .contentType(ContentType.JSON)
                .body(Map.of("key", key))
                .post("/v3/file-ops/get-public-url/")
                .then()
                .statusCode(200)
                .extract()
                .asString(),
            "url");
    return anonymous().get(url).asByteArray();
  }
}
