package dev.clearcut.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Calls the vendor, whoever plays it, and checks every answer against the contract. */
public final class VendorContract {

  private static final String DOCUMENT = "openapi/backgroundcut-v3.yaml";

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

  private VendorContract() {}

  /** A request in the key or path dialect. */
  public static RequestSpecification asToken(String key) {
    return anonymous().header("Authorization", "Token " + key);
  }

  /** A request in the filename dialect. */
  public static RequestSpecification asBearer(String key) {
    return anonymous().header("Authorization", "Bearer " + key);
  }

  /** A request without credentials. */
  public static RequestSpecification anonymous() {
    return RestAssured.given().filter(RESPONSES);
  }
}
