package dev.clearcut.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

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

  /**
   * Likewise, and on any status that an operation does not name: what "default" describes is not
   * good enough.
   */
  public static OpenApiValidationFilter namedBy(String document) {
    try {
      JsonNode root = new YAMLMapper().readTree(Path.of(document).toFile());
      root.path("paths")
          .valueStream()
          .flatMap(JsonNode::valueStream)
          .forEach(operation -> ((ObjectNode) operation.path("responses")).remove("default"));
      return new OpenApiValidationFilter(
          lenient(OpenApiInteractionValidator.createForInlineApiSpecification(root.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks answers of those who have no filter. */
  public static OpenApiInteractionValidator validator(String document) {
    return lenient(OpenApiInteractionValidator.createForSpecificationUrl(document));
  }

  private static OpenApiInteractionValidator lenient(OpenApiInteractionValidator.Builder builder) {
    return builder
        .withLevelResolver(
            LevelResolver.create()
                .withLevel("validation.schema.additionalProperties", Level.IGNORE)
                .withLevel("validation.request", Level.IGNORE)
                .build())
        .build();
  }
}
