package dev.clearcut.testing;

import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import dev.clearcut.contract.Responses;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Calls the emulator's admin API, and checks every answer against its own description. */
public final class EmulatorAdmin {

  /** Where the description is. */
  public static final String DOCUMENT = "openapi/emulator-admin.yaml";

  private static final OpenApiValidationFilter RESPONSES = Responses.describedBy(DOCUMENT);

  private EmulatorAdmin() {}

  /** A request. */
  public static RequestSpecification admin() {
    return RestAssured.given().filter(RESPONSES);
  }
}
