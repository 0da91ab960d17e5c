package dev.clearcut.document;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds the examples to the service's document, and takes out what nothing refers to. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = ServiceDocument.AFTER_THE_ROOMS)
public class ServiceDocument implements OASFilter {

  /** Lower than that of the filters in which rooms describe their operations. */
  static final int AFTER_THE_ROOMS = 0;

  private static final String JSON = "application/json";

  private final Examples examples = Examples.read();

  @Override
  public Operation filterOperation(Operation operation) {
    String id = operation.getOperationId();
    Optional.ofNullable(operation.getParameters())
        .ifPresent(parameters -> parameters.forEach(ServiceDocument::sayForExample));
    Optional.ofNullable(examples.requests().get(id))
        .ifPresent(
            name ->
                addExamples(
                    operation.getRequestBody().getContent().getMediaType(JSON),
                    new String[] {name}));
    examples
        .responses()
        .getOrDefault(id, Map.of())
        .forEach((status, byType) -> addExamples(response(operation, status), byType));
    return operation;
  }

  private static APIResponse response(Operation operation, String status) {
    return Optional.ofNullable(operation.getResponses().getAPIResponse(status))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The examples are of %s %s, which is not in the document"
                        .formatted(operation.getOperationId(), status)));
  }

  private static void addExamples(APIResponse response, Map<String, String[]> byType) {
    byType.forEach((type, names) -> addExamples(response.getContent().getMediaType(type), names));
  }

  private static void addExamples(MediaType body, String[] names) {
    for (String name : names) {
      body.addExample(name, OASFactory.createExample().ref("#/components/examples/" + name));
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Components components = document.getComponents();
    examples
        .values()
        .forEach(
            (name, example) ->
                components.addExample(
                    name,
                    OASFactory.createExample().summary(example.summary()).value(example.value())));
    List.of("HttpValidationProblem", "Violation").forEach(components::removeSchema);
    List.of("Instant", "LocalDate")
        .forEach(type -> components.getSchemas().get(type).examples(null));
    components.getSchemas().values().forEach(ServiceDocument::allowRelativeReferences);
  }

  /**
   * Moves the example of an optional parameter into its description: Swagger UI would send it as it
   * stands.
   */
  private static void sayForExample(Parameter parameter) {
    Schema schema = parameter.getSchema();
    if (Boolean.TRUE.equals(parameter.getRequired()) || schema == null) {
      return;
    }
    Stream.concat(
            Stream.ofNullable(parameter.getExample()),
            Stream.ofNullable(schema.getExamples()).flatMap(List::stream))
        .findFirst()
        .ifPresent(
            example ->
                parameter
                    .description(
                        "%s For example `%s`.".formatted(parameter.getDescription(), example))
                    .example(null)
                    .schema(schema.examples(null)));
  }

  /** What the code calls a URI may lack a scheme and a host, as in {@code /cutouts/1}. */
  private static void allowRelativeReferences(Schema schema) {
    if (schema.getProperties() != null) {
      schema.getProperties().values().stream()
          .filter(property -> "uri".equals(property.getFormat()))
          .forEach(property -> property.setFormat("uri-reference"));
    }
  }
}
