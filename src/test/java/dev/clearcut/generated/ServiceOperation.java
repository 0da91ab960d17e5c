package dev.clearcut.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An operation, read off the service's document.
 *
 * @param verb in capitals
 * @param path with its templates
 * @param mediaType of its body; empty when it has none
 */
record ServiceOperation(
    String id, String verb, String path, List<Parameter> parameters, String mediaType) {

  static final String DOCUMENT = "openapi/clearcut.yaml";

  private static final JsonNode ROOT = read();

  /**
   * A parameter.
   *
   * @param place {@code path}, {@code query} or {@code header}
   * @param schema without references
   */
  record Parameter(String name, String place, JsonNode schema) {}

  /** All operations of the document. */
  static List<ServiceOperation> all() {
    return ROOT.path("paths")
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .map(verb -> parse(path.getKey(), verb.getKey(), verb.getValue())))
        .toList();
  }

  private static ServiceOperation parse(String path, String verb, JsonNode node) {
    return new ServiceOperation(
        node.path("operationId").textValue(),
        verb.toUpperCase(Locale.ROOT),
        path,
        node.path("parameters").valueStream().map(ServiceOperation::parameter).toList(),
        node.at("/requestBody/content")
            .propertyStream()
            .findFirst()
            .map(entry -> entry.getKey())
            .orElse(""));
  }

  private static Parameter parameter(JsonNode node) {
    JsonNode parameter = resolve(node);
    return new Parameter(
        parameter.path("name").textValue(),
        parameter.path("in").textValue(),
        resolve(parameter.path("schema")));
  }

  private static JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? ROOT.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Path.of(DOCUMENT).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
