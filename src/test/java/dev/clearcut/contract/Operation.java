package dev.clearcut.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An operation, read off the contract.
 *
 * @param id its operation id
 * @param verb in capitals
 * @param path with its last slash
 * @param mediaTypes of its body; empty when it has none
 * @param securityScheme the one it asks for; empty when it needs no authorization
 * @param sentences the contract's examples of {@code detail}, by status
 */
public record Operation(
    String id,
    String verb,
    String path,
    Set<String> mediaTypes,
    String securityScheme,
    Map<String, List<String>> sentences) {

  private static final JsonNode DOCUMENT = read(new File("openapi/backgroundcut-v3.yaml"));

  /** All operations of the contract. */
  public static List<Operation> all() {
    return DOCUMENT
        .path("paths")
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .map(verb -> parse(path.getKey(), verb.getKey(), verb.getValue())))
        .toList();
  }

  @Override
  public String toString() {
    return id;
  }

  private static Operation parse(String path, String verb, JsonNode node) {
    JsonNode security = node.path("security");
    boolean open = security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty);
    return new Operation(
        node.path("operationId").textValue(),
        verb.toUpperCase(),
        path,
        names(resolve(node.path("requestBody")).path("content")),
        open ? "" : security.path(0).fieldNames().next(),
        node.path("responses")
            .propertyStream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> details(each.getValue()))));
  }

  private static List<String> details(JsonNode response) {
    return resolve(response)
        .at("/content/application~1json/examples")
        .valueStream()
        .map(example -> resolve(example).at("/value/detail").asText())
        .toList();
  }

  private static Set<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  private static JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private static JsonNode read(File yaml) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
