package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The emulator in the path dialect; every answer is checked against the contract. What any vendor
 * does is asked by the contract suite; here is what only the emulator can be asked.
 */
@QuarkusTest
class PathDialectTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";

  private final String account = "path-dialect-" + UUID.randomUUID();

  @Test
  void anAvifResultIsAnAvifAndCanBeAnInput() {
    process(upload(), "{'output_file_path': 'a', 'format': 'avif', 'background_color': '#ffffff'}")
        .statusCode(200);
    byte[] avif = get(publicUrl("a")).extract().asByteArray();
    assertThat(new String(avif, 4, 8, StandardCharsets.US_ASCII)).isEqualTo("ftypavif");

    process(upload(avif), "{'output_file_path': 'b', 'quality': 'low'}").statusCode(200);
  }

  @Test
  void missingPartsAreNamed() {
    form()
        .post(UPLOAD)
        .then()
        .statusCode(400)
        .body(field("detail", equalTo("Missing required field: files.")));
    asToken(account)
        .multiPart("files", "one.jpg", Photos.unseenCoffee())
        .post(UPLOAD)
        .then()
        .statusCode(400)
        .body(field("detail", equalTo("Missing required field: upload_path.")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"input_file_path": "p", "output_variants": [{}]} | Missing required field: output_variants[0].output_file_path.
          {"input_file_path": "p", "input_key": "k", "output_variants": [{"output_file_path": "a"}]} | The fields of two dialects are mixed. Send those of one: input_key or input_file_path.
          {"input_file_path": "p", "output_variants": [{"output_file_path": "a", "format": "jpeg"}]} | Transparent is not possible with "jpeg" format. Use "png" or "webp" instead.
          """)
  void aBadBodyIsAnsweredInTheVendorsWords(String body, String detail) {
    json(PROCESS, body).statusCode(400).body(field("detail", equalTo(detail)));
  }

  private RequestSpecification form() {
    return asToken(account).multiPart("upload_path", "my-project");
  }

  private String upload() {
    return upload(Photos.unseenCoffee());
  }

  private String upload(byte[] photo) {
    return Json.at(
        form()
            .multiPart("files", "photo.jpg", photo)
            .post(UPLOAD)
            .then()
            .statusCode(200)
            .extract()
            .asString(),
        "file_paths[0]");
  }

  private ValidatableResponse process(String path, String variants) {
    return json(
        PROCESS, "{'input_file_path': '%s', 'output_variants': [%s]}".formatted(path, variants));
  }

  private ValidatableResponse json(String path, String body) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post(path)
        .then();
  }

  private String publicUrl(String path) {
    return Json.at(
        json(PUBLIC_URL, "{'key': '%s'}".formatted(path)).statusCode(200).extract().asString(),
        "url");
  }

  private static ValidatableResponse get(String url) {
    return anonymous().get(url).then().statusCode(200);
  }
}
