package dev.clearcut.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The service's document as it is written. */
record ServiceDocument(JsonNode root) {

  static final String FILE = "openapi/clearcut.yaml";

  static ServiceDocument read() {
    return new ServiceDocument(read(FILE));
  }

  static JsonNode read(String file) {
    try {
      return new YAMLMapper().readTree(Path.of(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An operation.
   *
   * @param verb in capitals
   */
  record Operation(String verb, String path, JsonNode node) {

    String id() {
      return node.path("operationId").asText();
    }

    @Override
    public String toString() {
      return id();
    }
  }

  List<Operation> operations() {
    return root.path("paths")
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .map(
                        method ->
                            new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue())))
        .toList();
  }

  Operation operation(String id) {
    return operations().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** Without references. */
  Stream<JsonNode> parameters(Operation operation) {
    return operation.node().path("parameters").valueStream().map(this::resolve);
  }

  /**
   * A body that an operation can answer.
   *
   * @param status such as {@code 200} or {@code default}
   */
  record Answer(Operation operation, String status, String mediaType, JsonNode body) {}

  Stream<Answer> answers(Operation operation) {
    return operation
        .node()
        .path("responses")
        .propertyStream()
        .flatMap(
            response ->
                resolve(response.getValue())
                    .path("content")
                    .propertyStream()
                    .map(
                        body ->
                            new Answer(
                                operation, response.getKey(), body.getKey(), body.getValue())));
  }

  /**
   * An example of an answer.
   *
   * @param name as the operation calls it
   */
  record Example(Answer answer, String name, JsonNode value) {

    @Override
    public String toString() {
      return "%s %s %s".formatted(answer.operation(), answer.status(), name);
    }
  }

  Stream<Example> examples(Answer answer) {
    return examples(answer.body()).map(it -> new Example(answer, it.getKey(), it.getValue()));
  }

  /** The values of a body's examples by name. */
  Stream<Map.Entry<String, JsonNode>> examples(JsonNode body) {
    return body.path("examples")
        .propertyStream()
        .map(example -> Map.entry(example.getKey(), resolve(example.getValue()).path("value")));
  }

  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }
}
