package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the fields that a schema of the contract does not name; the vendor overlooks them. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class UndeclaredFields {

  private final Contract contract;

  UndeclaredFields(Contract contract) {
    this.contract = contract;
  }

  /** Those of a value and of all below it. */
  List<Violation> in(String pointer, JsonNode value) {
    List<Violation> found = new ArrayList<>();
    collect(contract.document().at(pointer), value, "", found);
    return found;
  }

  private void collect(JsonNode schema, JsonNode value, String path, List<Violation> found) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        collect(resolve(schema.path("items")), value.get(i), path + "[" + i + "]", found);
      }
    } else if (value.isObject() && schema.has("properties")) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        String field = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
        Optional<JsonNode> declared = schema.path("properties").optional(entry.getKey());
        if (declared.isPresent()) {
          collect(resolve(declared.get()), entry.getValue(), field, found);
        } else {
          found.add(Violation.tolerated(field, "Unknown field: " + field + "."));
        }
      }
    }
  }

  private JsonNode resolve(JsonNode schema) {
    return schema.has("$ref")
        ? contract.document().at(schema.path("$ref").textValue().substring(1))
        : schema;
  }
}
