package dev.clearcut.testing;

import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import dev.clearcut.contract.Responses;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Calls the service, and checks every answer against its document. */
public final class Service {

  private static final OpenApiValidationFilter RESPONSES =
      Responses.namedBy("openapi/clearcut.yaml");

  private Service() {}

  /** A request. */
  public static RequestSpecification service() {
    return RestAssured.given().filter(RESPONSES);
  }
}
