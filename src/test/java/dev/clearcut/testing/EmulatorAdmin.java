package dev.clearcut.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Calls the emulator's admin API, and checks every answer against its own description. */
public final class EmulatorAdmin {

  /** Where the description is. */
  public static final String DOCUMENT = "openapi/emulator-admin.yaml";

  /** Requests may be wrong on purpose, so only responses are checked. */
  private static final OpenApiValidationFilter RESPONSES =
      new OpenApiValidationFilter(
          OpenApiInteractionValidator.createForSpecificationUrl(DOCUMENT)
              .withLevelResolver(
                  LevelResolver.create()
                      .withLevel("validation.schema.additionalProperties", Level.IGNORE)
                      .withLevel("validation.request", Level.IGNORE)
                      .build())
              .build());

  private EmulatorAdmin() {}

  /** A request. */
  public static RequestSpecification admin() {
    return RestAssured.given().filter(RESPONSES);
  }
}
