package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.mock.contract.Operation.ExpectedBody;
import dev.clearcut.mock.contract.Operation.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads operations out of the contract. */
final class OperationReader {

  private static final int FIRST_ERROR = 400;

  private final JsonNode document;

  OperationReader(JsonNode document) {
    this.document = document;
  }

  List<Operation> read() {
    return document
        .path("paths")
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(method -> method.getValue().has("operationId"))
                    .map(method -> operation(path.getKey(), method.getKey(), method.getValue())))
        .toList();
  }

  private Operation operation(String path, String method, JsonNode node) {
    String pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
    return new Operation(
        node.path("operationId").textValue(),
        method.toUpperCase(Locale.ROOT),
        path,
        scheme(node.path("security")),
        parameters(pointer + "/parameters"),
        body(pointer + "/requestBody"),
        errors(node.path("responses")));
  }

  private static Optional<KeyScheme> scheme(JsonNode security) {
    boolean open = security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty);
    return open
        ? Optional.empty()
        : Optional.of(KeyScheme.of(security.path(0).fieldNames().next()));
  }

  private List<Parameter> parameters(String pointer) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < document.at(pointer).size(); i++) {
      String place = resolve(pointer + "/" + i);
      JsonNode node = document.at(place);
      parameters.add(
          new Parameter(
              node.path("name").textValue(),
              node.path("in").textValue().equals("query"),
              node.path("required").booleanValue(),
              resolve(place + "/schema")));
    }
    return parameters;
  }

  private Optional<ExpectedBody> body(String pointer) {
    String content = resolve(pointer) + "/content";
    return document
        .at(content)
        .propertyStream()
        .findFirst()
        .map(
            entry ->
                new ExpectedBody(
                    entry.getKey(),
                    resolve(content + "/" + entry.getKey().replace("/", "~1") + "/schema")));
  }

  private Map<Integer, List<String>> errors(JsonNode responses) {
    Map<Integer, List<String>> errors = new TreeMap<>();
    responses
        .propertyStream()
        .filter(response -> Integer.parseInt(response.getKey()) >= FIRST_ERROR)
        .forEach(
            response ->
                errors.put(
                    Integer.valueOf(response.getKey()),
                    sentences(resolve(response.getValue())).toList()));
    return errors;
  }

  private Stream<String> sentences(JsonNode response) {
    return response
        .at("/content/application~1json/examples")
        .valueStream()
        .map(this::resolve)
        .map(example -> example.at("/value/detail").textValue());
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(target(node)) : node;
  }

  private String resolve(String pointer) {
    JsonNode node = document.at(pointer);
    return node.has("$ref") ? target(node) : pointer;
  }

  private static String target(JsonNode reference) {
    return reference.path("$ref").textValue().substring(1);
  }
}
