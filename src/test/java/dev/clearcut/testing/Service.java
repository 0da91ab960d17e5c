package dev.clearcut.testing;

import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import dev.clearcut.contract.Responses;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls the service, and checks every answer against its document. */
public final class Service {

  private static final OpenApiValidationFilter RESPONSES =
      Responses.namedBy("openapi/clearcut.yaml");

  private Service() {}

  /** A request. */
  public static RequestSpecification service() {
    return RestAssured.given().filter(RESPONSES);
  }

  /**
   * Creates a batch for photos that are sent later, of the preset {@code preview}.
   *
   * @param refs of its items
   * @return its id
   */
  public static String openBatch(String... refs) {
    String items =
        Stream.of(refs).map("{\"ref\": \"%s\"}"::formatted).collect(Collectors.joining(", "));
    return Json.at(
        service()
            .contentType(ContentType.JSON)
            .body("{\"presets\": [\"preview\"], \"items\": [%s]}".formatted(items))
            .post("/batches")
            .then()
            .statusCode(201)
            .extract()
            .asString(),
        "id");
  }
}
