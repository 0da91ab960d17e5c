package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Finds values that can be written as JSON and are of no use: numbers beyond a {@code double}, such
 * as 1e400, which no schema can be compared with, and texts with half of a surrogate pair, such as
 * {@code "\ud800"}, which no answer can repeat.
 */
final class UnusableValues {

  private UnusableValues() {}

  /**
   * The first one.
   *
   * @param name of the value; empty for a body
   */
  static Optional<Violation> find(JsonNode value, String name) {
    if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
      return Optional.of(refused(name, "the number is too large"));
    }
    if (value.isTextual() && !canEncode(value.textValue())) {
      return Optional.of(refused(name, "the text is not Unicode"));
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String path = name.isEmpty() ? field.getKey() : name + "." + field.getKey();
      Optional<Violation> found = find(field.getValue(), path);
      if (found.isPresent()) {
        return found;
      }
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      Optional<Violation> found = find(value.get(i), name + "[" + i + "]");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean canEncode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Violation refused(String name, String why) {
    return Violation.refused(name, "Invalid %s: %s.".formatted(name, why));
  }
}
