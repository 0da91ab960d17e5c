package dev.clearcut.mock.admin;

import static dev.clearcut.testing.EmulatorAdmin.admin;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.clearcut.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No verification passes by accident, and no knob is turned by a misspelt name. */
@QuarkusTest
class StrictAdminTest {

  private final String account = "strict-" + UUID.randomUUID();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET | /mock/journal?operaton=upload | operaton is not a known query parameter. Known query parameters: operation, account, object, status, limit. Did you mean operation?
          GET | /mock/journal/verify?acount=x&exactly=0 | Did you mean account?
          GET | /mock/journal/verify?account=x&exact=0 | Did you mean exactly?
          GET | /mock/journal/verify?account=x&account=y&exactly=0 | The query parameter account comes 2 times. Give it once.
          GET | /mock/journal/violations?operation=upload&operation=process | The query parameter operation comes 2 times.
          DELETE | /mock/journal?acount=x | Did you mean account?
          DELETE | /mock/faults?key=x | key is not a known query parameter. Known query parameters: account.
          POST | /mock/reset?acount=x | Did you mean account?
          GET | /mock/clock?now | now is not a known query parameter: this call takes none.
          GET | /mock/accounts?key=x | key is not a known query parameter: this call takes none.
          """)
  void aQueryIsReadStrictly(String method, String address, String sentence) {
    refused(
        RestAssured.given().urlEncodingEnabled(false).request(method, address).then(), sentence);
  }

  record Operation(String method, String path) {}

  static Stream<Operation> operations() throws IOException {
    JsonNode document = new YAMLMapper().readTree(Path.of("openapi/emulator-admin.yaml").toFile());
    return document
        .path("paths")
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(method -> method.getValue().has("operationId"))
                    .map(
                        method ->
                            new Operation(
                                method.getKey().toUpperCase(),
                                path.getKey().replaceAll("\\{\\w+}", "x"))));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void noOperationOverlooksAQueryParameter(Operation operation) {
    admin()
        .queryParam("nonsense", "1")
        .request(operation.method(), operation.path())
        .then()
        .statusCode(400)
        .body(field("detail", containsString("nonsense is not a known query parameter")));
  }

  @Test
  void aBodyWhereNoneIsMeantIsNotOverlooked() {
    RequestSpecification form =
        admin().contentType("application/x-www-form-urlencoded").body("account=" + account);

    refused(form.post("/mock/reset").then(), "This call takes no body");
    refused(form.delete("/mock/journal").then(), "This call takes no body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"credits": "5"} | credits must be a number, but is "5".
          {"credits": ""} | credits must be a number, but is "".
          {"credits": true} | credits must be a number
          {"credits": 5, "credits": 6} | credits is given twice. Give it once.
          {"credit": 5} | credit is not a known field. Known fields: credits. Did you mean credits?
          {"credits": 5} {} | The body is not a JSON object.
          {"credits": 1000000001} | credits must be a number such as 10.0, from 0 to 1000000000 with at most 6 decimals, but is 1000000001.
          {"credits": 1e1000000} | credits must be a number such as 10.0, from 0 to 1000000000 with at most 6 decimals, but is 1E+1000000.
          {"credits": 1e-1000000} | credits must be a number such as 10.0, from 0 to 1000000000 with at most 6 decimals, but is 1E-1000000.
          {"credits": 0.0000001} | with at most 6 decimals, but is 1E-7.
          {"credits": 1e99999999999} | .
          """)
  void aBalanceIsReadStrictlyAndHasBounds(String json, String sentence) {
    refused(
        admin().contentType(ContentType.JSON).body(json).put("/mock/accounts/" + account).then(),
        sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1000000000", "0.000001", "1e9", "2.50", "1.0000000000"})
  void anAmountWithinTheBoundsIsTaken(String credits) {
    admin()
        .contentType(ContentType.JSON)
        .body("{\"credits\": " + credits + "}")
        .put("/mock/accounts/" + account)
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"status": "503"} | status must be a whole number, but is "503".
          {"status": 503.0} | status must be a whole number, but is 503.0.
          {"status": 503, "times": 1.5} | times must be a whole number, but is 1.5.
          {"status": 503, "times": 99999999999} | times is too large a number.
          {"status": 503, "probability": 1e400} | probability must be above 0 and up to 1
          {"delay": 5} | delay must be a duration such as PT0.5S or PT2H, but is 5.
          {"delay": " PT1S"} | delay must be a duration such as PT0.5S or PT2H, but is " PT1S".
          {"transport": 0} | transport must be one of reset, truncate, drip, hang, but is 0.
          {"transport": " reset"} | transport must be one of reset, truncate, drip, hang, but is " reset".
          {"status": 503, "headers": {"Retry-After": 5}} | headers.Retry-After must be a string, but is 5.
          {"status": 503, "operaton": "upload"} | Did you mean operation?
          {"status": 503, "account": "кассир"} | The account "кассир" cannot be
          """)
  void aFaultIsReadStrictly(String json, String sentence) {
    refused(admin().contentType(ContentType.JSON).body(json).post("/mock/faults").then(), sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"кассир", "caf\u00e9", "a\u0000b", "日本"})
  void anAccountWithOtherCharactersThanAsciiCannotBeAnywhere(String name) {
    String sentence = "cannot be: its name is an API key";
    refused(RestAssured.given().get("/mock/accounts/{key}", name).then(), sentence);
    refused(RestAssured.given().get("/mock/accounts/{key}/ledger", name).then(), sentence);
    refused(RestAssured.given().queryParam("account", name).post("/mock/reset").then(), sentence);
    refused(RestAssured.given().queryParam("account", name).get("/mock/journal").then(), sentence);
    refused(
        RestAssured.given().queryParam("account", name).delete("/mock/faults").then(), sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "Token, /v3/file-ops/get-public-url/",
    "Token, /v3/tools/ai/remove-bg/process/",
    "Bearer, /v3/remove-bg/process-image/"
  })
  void aKeyWithOtherCharactersThanAsciiIsRefusedInEveryDialect(String scheme, String path) {
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
      String octets = new String("caf\u00e9".getBytes(charset), StandardCharsets.ISO_8859_1);
      RawHttp.Reply reply =
          RawHttp.exchange(
              "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: %s %s\r\n"
                      .formatted(path, scheme, octets)
                  + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n",
              "{}".getBytes(StandardCharsets.US_ASCII),
              Duration.ofSeconds(60));

      assertThat(reply.status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token", "token", "TOKEN", "tOkEn"})
  void theWordBeforeTheKeyMayBeInAnyCase(String scheme) {
    RestAssured.given()
        .header("Authorization", scheme + " " + account)
        .contentType(ContentType.JSON)
        .body(Map.of("key", "none"))
        .post("/v3/file-ops/get-public-url/")
        .then()
        .statusCode(404);
    RestAssured.given()
        .header("Authorization", scheme.replaceAll("(?i)token", "bearer") + " " + account)
        .post("/v3/ai-cut/initialize/presign/")
        .then()
        .statusCode(200);
    RestAssured.given()
        .header("Authorization", scheme + " " + account)
        .post("/v3/ai-cut/initialize/presign/")
        .then()
        .statusCode(401);
  }

  private static void refused(ValidatableResponse answer, String sentence) {
    answer
        .statusCode(400)
        .contentType("application/problem+json")
        .body(field("type", equalTo("urn:clearcut:emulator:invalid-request")))
        .body(field("detail", containsString(sentence)));
  }
}
