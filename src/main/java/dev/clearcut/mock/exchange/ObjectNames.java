package dev.clearcut.mock.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.mock.contract.Incoming;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the names of files in requests and answers, whatever their dialect calls them. */
public final class ObjectNames {

  private static final List<String> FIELDS =
      List.of(
          "key",
          "input_key",
          "output_key",
          "output_keys",
          "input_file_path",
          "output_file_path",
          "output_file_paths",
          "file_paths",
          "upload_path",
          "pattern",
          "unique_filename");

  private ObjectNames() {}

  /** The names in a request. */
  public static Set<String> in(Incoming request) {
    Set<String> names = new LinkedHashSet<>();
    FIELDS.forEach(field -> names.addAll(request.texts(field)));
    return names;
  }

  /** The names in an answer. */
  public static Set<String> in(JsonNode answer) {
    Set<String> names = new LinkedHashSet<>();
    for (String field : FIELDS) {
      for (JsonNode value : answer.findValues(field)) {
        if (value.isTextual()) {
          names.add(value.textValue());
        }
        value
            .valueStream()
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .forEach(names::add);
      }
    }
    return names;
  }
}
