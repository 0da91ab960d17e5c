package dev.clearcut.document;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.document.ServiceDocument.Operation;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A typing error is told, and costs nothing. */
@QuarkusTest
class StrictRequestsTest {

  private static final String SOME_ID = "0".repeat(32);

  private final byte[] photo = Photos.unseenCup();
  private int chargesBefore;

  @BeforeEach
  void count() {
    chargesBefore = Emulator.charges(SERVICE_ACCOUNT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          presets | amazon | presets is not a known part. Known parts: image, imageUrl, preset, variants. Did you mean preset?
          Preset | amazon | Preset is not a known part. Known parts: image, imageUrl, preset, variants. Did you mean preset?
          variant | [] | variant is not a known part. Known parts: image, imageUrl, preset, variants. Did you mean variants?
          format | webp | format is not a known part. Known parts: image, imageUrl, preset, variants.
          variants[] | [] | variants[] is not a known part. Known parts: image, imageUrl, preset, variants. Did you mean variants?
          dryRun | true | dryRun is not a known part.
          """)
  void aPartThatIsNotKnownIsNamedWithTheNearest(String name, String value, String sentence) {
    refused(form().multiPart(name, value).post("/cutouts").then(), sentence);
  }

  @Test
  void aPartThatComesTwiceIsNamed() {
    refused(
        form().multiPart("image", "b.jpg", photo).post("/cutouts").then(),
        "The part image comes 2 times. Give it once.");
    refused(
        form()
            .multiPart("variants", "[{\"name\": \"a\"}]")
            .multiPart("variants", "[{\"name\": \"b\"}]")
            .post("/cutouts")
            .then(),
        "The part variants comes 2 times. Give it once.");
  }

  @Test
  void aPartOfTheWrongKindIsNamed() {
    refused(
        form().multiPart("variants", "v.json", "[]".getBytes()).post("/cutouts").then(),
        "The part variants has a file name, so it is taken for a file, but it must be a text.");
    refused(
        form().multiPart("preset", "p.txt", "amazon".getBytes()).post("/cutouts").then(),
        "The part preset has a file name");
  }

  @Test
  void presetsMayBeWrittenAsInPhpAndRails() {
    form()
        .multiPart("preset[]", "amazon")
        .multiPart("preset[]", "web")
        .multiPart("preset", "thumbnail")
        .queryParam("dryRun", "true")
        .post("/cutouts")
        .then()
        .statusCode(200)
        .body(field("variants.name", hasSize(3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dryrun=true | dryrun is not a known query parameter. Known query parameters: dryRun. Did you mean dryRun?
          dry_run=true | dry_run is not a known query parameter. Known query parameters: dryRun. Did you mean dryRun?
          dryRun=true&dryRun=true | The query parameter dryRun comes 2 times. Give it once.
          dryRun=false&dryRun=true | The query parameter dryRun comes 2 times. Give it once.
          dryRun= | dryRun must be true or false, but is "".
          dryRun | dryRun must be true or false, but is "".
          dryRun=yes | dryRun must be true or false, but is "yes".
          preset=amazon | preset is not a known query parameter. Known query parameters: dryRun.
          %64ryrun=true | dryrun is not a known query parameter.
          """)
  void aQueryOfAPaidCallIsReadStrictly(String query, String sentence) {
    refused(form().urlEncodingEnabled(false).post("/cutouts?" + query).then(), sentence);
    refused(
        service()
            .urlEncodingEnabled(false)
            .contentType(ContentType.JSON)
            .body("{\"presets\": [\"amazon\"]}")
            .post("/cutouts/" + SOME_ID + "/variants?" + query)
            .then(),
        sentence);
  }

  static Stream<Operation> operations() {
    return ServiceDocument.read().operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void noOperationOverlooksAQueryParameter(Operation operation) {
    // The validator takes an answer to HEAD for one without its body.
    String path = operation.path().replaceAll("\\{\\w+}", SOME_ID);
    RequestSpecification request =
        (operation.verb().equals("HEAD") ? given() : service()).queryParam("nonsense", "1");
    JsonNode content = operation.node().at("/requestBody/content");
    if (content.has("application/json")) {
      request.contentType(ContentType.JSON).body("{}");
    } else if (content.has("multipart/form-data")) {
      request.multiPart("image", "a.jpg", photo);
    }
    request.request(operation.verb(), path).then().statusCode(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /cutouts?file_name=x | file_name is not a known query parameter.
          /cutouts?status=ready&status=failed | The query parameter status comes 2 times.
          /cutouts?create_after=x | Did you mean createdAfter?
          /usage?form=2026-01-01 | Did you mean from?
          /presets?name=amazon | name is not a known query parameter: this call takes none.
          /cutouts/x?fields=id | fields is not a known query parameter: this call takes none.
          /cutouts/x/source?downlaod | Did you mean download?
          """)
  void readingIsStrictToo(String address, String sentence) {
    refused(service().urlEncodingEnabled(false).get(address).then(), sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "application/json"})
  void aBodyWhereNoneIsMeantIsNotOverlooked(String type) {
    refused(
        service().contentType(type).body("dryRun=true").post("/retention/runs").then(),
        "This call takes no body");
    refused(
        service().contentType(type).body("dryRun=true").delete("/cutouts/" + SOME_ID).then(),
        "This call takes no body");
  }

  /** No client of ours sends such a header. */
  @ParameterizedTest
  @ValueSource(strings = {"/cutouts", "/batches", "/selections"})
  void aContentTypeThatIsNoneIsNamed(String path) {
    String head =
        "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: ;\r\nConnection: close\r\n".formatted(path)
            + "Content-Length: 2\r\n\r\n";

    RawHttp.Reply answer = RawHttp.exchange(head, "{}".getBytes(StandardCharsets.US_ASCII));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("Content-Type is no media type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"name": "a", "maxResolution": 250000.9}] | variants[0].maxResolution must be a whole number, but is 250000.9.
          [{"name": "a", "maxResolution": "250000"}] | variants[0].maxResolution must be a whole number, but is "250000".
          [{"name": "a", "maxResolution": ""}] | variants[0].maxResolution must be a whole number, but is "".
          [{"name": "a", "maxResolution": 1e400}] | variants[0].maxResolution must be a whole number
          [{"name": "a", "maxResolution": 99999999999}] | variants[0].maxResolution is too large a number.
          [{"name": "a", "autocrop": 1}] | variants[0].autocrop must be true or false, but is 1.
          [{"name": "a", "autocrop": "true"}] | variants[0].autocrop must be true or false, but is "true".
          [{"name": "a", "format": 0}] | variants[0].format must be one of png, jpeg, webp, but is 0.
          [{"name": "a", "format": " webp"}] | variants[0].format must be one of png, jpeg, webp, but is " webp".
          [{"name": "a", "format": "webp\\u0000"}] | variants[0].format must be one of png, jpeg, webp, but is
          [{"name": "a", "format": "WEBP"}] | variants[0].format must be one of png, jpeg, webp, but is "WEBP".
          [{"name": 5}] | variants[0].name must be a string, but is 5.
          [{"name": "a", "name": "b"}] | In variants, name is given twice. Give it once.
          [{"name": "a", "colour": "#fff"}] | variants[0].colour is not a known field.
          [{"name": "a"}] [] | variants is not a JSON array
          null | variants is not a JSON array
          """)
  void variantsAreReadStrictly(String variants, String sentence) {
    refused(form().multiPart("variants", variants).post("/cutouts").then(), sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"preset": ["amazon"]} | preset is not a known field. Known fields: presets, variants. Did you mean presets?
          {"presets": "amazon"} | presets must be an array
          {"presets": ""} | presets must be an array
          {"presets": [1]} | presets[0] must be a string, but is 1.
          {"presets": ["web"], "presets": ["amazon"]} | presets is given twice. Give it once.
          {"presets": ["web"]} {} | The body is not a JSON object
          """)
  void aBodyIsReadStrictly(String body, String sentence) {
    refused(
        service()
            .contentType(ContentType.JSON)
            .body(body)
            .post("/cutouts/{id}/variants", SOME_ID)
            .then(),
        sentence);
  }

  @Test
  void whatIsNotOfTheServiceIsNotTouched() {
    given().get("/q/health/live?verbose=1").then().statusCode(200);
    given().get("/q/openapi?format=json").then().statusCode(200);
    given().get("/q/metrics?x=1").then().statusCode(200);
    given().get("/q/swagger-ui/?x=1").then().statusCode(200);
  }

  private RequestSpecification form() {
    return service().multiPart("image", "photo.jpg", photo);
  }

  private void refused(ValidatableResponse answer, String sentence) {
    answer
        .statusCode(400)
        .contentType("application/problem+json")
        .body(field("type", equalTo("urn:clearcut:problem:invalid-request")))
        .body(field("detail", containsString(sentence)));
    assertThat(Emulator.charges(SERVICE_ACCOUNT)).isEqualTo(chargesBefore);
    service()
        .get("/cutouts/{id}", DigestUtils.sha256Hex(photo).substring(0, 32))
        .then()
        .statusCode(404);
  }
}
