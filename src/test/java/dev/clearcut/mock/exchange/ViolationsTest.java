package dev.clearcut.mock.exchange;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every departure from the contract is in the journal with its field, refused or not. */
@QuarkusTest
class ViolationsTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";

  private final String account = "violations-" + UUID.randomUUID();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | input_key | Missing required field: input_key. | false
          {'input_key': 'k'} | output_variants | Missing required field: output_variants. | false
          {'input_file_path': 'k'} | output_variants | Missing required field: output_variants. | false
          {'input_key': 'k', 'output_variants': [{}]} | output_variants[0].output_key | Missing required field: output_variants[0].output_key. | false
          {'input_key': 'k', 'output_variants': [{'output_key': 'a', 'background_color': 'red'}]} | output_variants[0].background_color | Invalid background_color. Expected hex string like #ffffff. | false
          {'input_key': 'k', 'output_variants': [{'output_key': 'a', 'colour': 1}]} | output_variants[0].colour | Unknown field: output_variants[0].colour. | true
          {'input_key': 'k', 'output_variants': [{'output_key': 'a'}], 'x': 1} | x | Unknown field: x. | true
          {'input_key': 'k', 'input_file_path': 'k', 'output_variants': []} | `` | The fields of two dialects are mixed. Send those of one: input_key or input_file_path. | false
          [1] | `` | Malformed JSON body. | false
          """)
  void aBodyIsChecked(String json, String field, String sentence, boolean tolerated) {
    asToken(account)
        .contentType(ContentType.JSON)
        .body(json.replace('\'', '"'))
        .post(PROCESS)
        .then()
        .statusCode(tolerated ? 404 : 400);

    violation(field, sentence, tolerated);
  }

  @Test
  void aFormIsCheckedPartByPart() {
    form()
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("expires_in_hours", "soon")
        .multiPart("key", "k")
        .multiPart("key", "l")
        .multiPart("colour", "red")
        .post(UPLOAD)
        .then()
        .statusCode(400);

    assertThat(violations())
        .containsExactlyInAnyOrder(
            Map.of(
                "field", "expires_in_hours",
                "sentence",
                    "Invalid expires_in_hours. Expected a number greater than 0 and not above 2.",
                "tolerated", false),
            Map.of(
                "field", "colour",
                "sentence", "Unknown field: colour.",
                "tolerated", true),
            Map.of(
                "field", "key",
                "sentence", "The part key is sent more than once.",
                "tolerated", true));
  }

  @Test
  void aFormOfTwoDialectsIsRefused() {
    form()
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("upload_path", "dir")
        .post(UPLOAD)
        .then()
        .statusCode(400)
        .body(
            field(
                "detail",
                equalTo(
                    "The fields of two dialects are mixed. Send those of one: file and key, or"
                        + " files and upload_path.")));
  }

  @Test
  void aFormWithoutItsRequiredPartsIsToldTheOneOfTheDialectThatWasMeant() {
    form().multiPart("upload_path", "dir").post(UPLOAD).then().statusCode(400);

    violation("files", "Missing required field: files.", false);
  }

  @Test
  void aFileWithoutAFileNameIsNoFile() {
    form().multiPart("file", "abc").multiPart("key", "k").post(UPLOAD).then().statusCode(400);

    violation("file", "Missing required field: file.", false);
    violation("file", "The part file is a file, but has no file name.", true);
  }

  @Test
  void anUnknownQueryParameterIsOverlooked() {
    asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"k\"}")
        .post(PUBLIC_URL + "?verbose=1")
        .then()
        .statusCode(404);

    violation("verbose", "Unknown query parameter: verbose.", true);
  }

  @Test
  void aMissingMediaTypeIsOverlooked() {
    RawHttp.exchange(
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Token %s\r\n".formatted(PUBLIC_URL, account)
            + "Connection: close\r\nContent-Length: 12\r\n\r\n",
        "{\"key\": \"k\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(Emulator.journal(account)).extracting("status").containsExactly(404);
    violation("Content-Type", "The media type is missing: application/json.", true);
  }

  @Test
  void aMissingKeyIsAViolationToo() {
    anonymous()
        .header("Authorization", "Bearer " + account)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"k\"}")
        .post(PUBLIC_URL)
        .then()
        .statusCode(401);

    violation("Authorization", "Missing or invalid Authorization header.", false);
  }

  @Test
  void aRequestThatAFaultHitIsCheckedAllTheSame() {
    Emulator.fault("{'account': '" + account + "', 'status': 503, 'times': 1}");

    asToken(account)
        .contentType(ContentType.JSON)
        .body("{}")
        .post(PUBLIC_URL)
        .then()
        .statusCode(503);

    violation("key", "Missing required field: key.", false);
  }

  @Test
  void aRequestAsTheContractSaysHasNoViolations() {
    form()
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("key", "k")
        .multiPart("expires_in_hours", "0.5")
        .post(UPLOAD)
        .then()
        .statusCode(200);

    assertThat(violations()).isEmpty();
  }

  @Test
  void onlyCallsWithViolationsAreListed() {
    asToken(account).contentType(ContentType.JSON).body("{\"key\": \"k\"}").post(PUBLIC_URL);
    asToken(account).contentType(ContentType.JSON).body("{}").post(PUBLIC_URL);

    admin()
        .queryParam("account", account)
        .get("/mock/journal/violations")
        .then()
        .statusCode(200)
        .body(field("count", equalTo(1)))
        .body(field("entries.status", contains(400)));
  }

  private RequestSpecification form() {
    return asToken(account);
  }

  private void violation(String field, String sentence, boolean tolerated) {
    assertThat(violations())
        .contains(Map.of("field", field, "sentence", sentence, "tolerated", tolerated));
  }

  private List<Map<String, Object>> violations() {
    return admin()
        .queryParam("account", account)
        .get("/mock/journal/violations")
        .jsonPath()
        .getList("entries.violations.flatten()");
  }
}
