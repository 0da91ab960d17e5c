package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request to one of the contract's operations, before anything was decided about it.
 *
 * @param authorization the header, as it was sent
 * @param contentType the header, as it was sent
 * @param path the path parameters by name
 * @param query the query parameters by name
 */
public record Incoming(
    Operation operation,
    Optional<String> authorization,
    Optional<String> contentType,
    Map<String, String> path,
    Map<String, List<String>> query,
    Body body) {

  /** The names of the body's fields, or of the form's parts. */
  public Set<String> fields() {
    if (body instanceof Body.Json json && json.value().isObject()) {
      return json.value().propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }
    if (body instanceof Body.Form form) {
      return form.parts().stream().map(Part::name).collect(Collectors.toSet());
    }
    return Set.of();
  }

  /** All texts under a field of the body, however deep, or in parts of the form. */
  public List<String> texts(String field) {
    if (body instanceof Body.Json json) {
      return json.value().findValues(field).stream()
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue)
          .toList();
    }
    if (body instanceof Body.Form form) {
      return form.parts().stream()
          .filter(part -> part.name().equals(field) && !part.isFile())
          .map(Part::text)
          .toList();
    }
    return List.of();
  }
}
