package dev.clearcut.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;

/** Checks of answers against an OpenAPI document. */
public final class Responses {

  private Responses() {}

  /**
   * Fails a test on any answer that the document does not describe. Requests may be wrong on
   * purpose, so only responses are checked.
   */
  public static OpenApiValidationFilter describedBy(String document) {
    return new OpenApiValidationFilter(validator(document));
  }

  static OpenApiInteractionValidator validator(String document) {
    return OpenApiInteractionValidator.createForSpecificationUrl(document)
        .withLevelResolver(
            LevelResolver.create()
                .withLevel("validation.schema.additionalProperties", Level.IGNORE)
                .withLevel("validation.request", Level.IGNORE)
                .build())
        .build();
  }
}
