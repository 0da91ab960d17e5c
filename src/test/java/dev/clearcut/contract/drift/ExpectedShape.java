package dev.clearcut.contract.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.contract.Contract;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shape that a schema describes: with what is required, and with what is not as far as it was
 * seen. A type that the schema allows is as it was seen.
 */
final class ExpectedShape {

  private final Contract contract;
  private final String dialect;
  private final Map<String, String> seen;
  private final Map<String, String> types = new TreeMap<>();

  ExpectedShape(Contract contract, String dialect, Map<String, String> seen) {
    this.contract = contract;
    this.dialect = dialect;
    this.seen = seen;
  }

  Map<String, String> of(JsonNode schema) {
    add("", schema);
    return types;
  }

  private void add(String path, JsonNode reference) {
    JsonNode schema = ofDialect(contract.resolve(reference));
    String type = schema.path("type").asText().replace("integer", "number");
    String allowed = schema.path("nullable").booleanValue() ? type + " or null" : type;
    types.put(path, isAllowed(seen.get(path), allowed) ? seen.get(path) : allowed);
    String parent = path.isEmpty() ? "" : path + ".";
    schema
        .path("properties")
        .propertyStream()
        .forEach(field -> addSeenOrRequired(parent + field.getKey(), field, schema));
    if (schema.has("items") && seen.containsKey(path + "[]")) {
      add(path + "[]", schema.path("items"));
    }
    if (schema.path("additionalProperties").isObject() && seen.containsKey(parent + "*")) {
      add(parent + "*", schema.path("additionalProperties"));
    }
  }

  private void addSeenOrRequired(String path, Map.Entry<String, JsonNode> field, JsonNode schema) {
    boolean required =
        schema
            .path("required")
            .valueStream()
            .anyMatch(name -> name.asText().equals(field.getKey()));
    if (required || seen.containsKey(path)) {
      add(path, field.getValue());
    }
  }

  /** Of the answers to several dialects that of the call's. */
  private JsonNode ofDialect(JsonNode schema) {
    return schema
        .path("oneOf")
        .valueStream()
        .map(contract::resolve)
        .filter(
            one ->
                one.path("description")
                    .asText()
                    .toLowerCase(Locale.ROOT)
                    .startsWith(dialect + " dialect"))
        .findFirst()
        .orElse(schema);
  }

  private static boolean isAllowed(String seen, String allowed) {
    return seen != null
        && Stream.of(allowed.split(" or "))
            .collect(Collectors.toSet())
            .containsAll(Stream.of(seen.split(" or ")).toList());
  }
}
