package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks multipart forms: as an object of their parts, against the schema of that object. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class FormFields {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Contract contract;
  private final BodySchemas schemas;

  FormFields(Contract contract, BodySchemas schemas) {
    this.contract = contract;
    this.schemas = schemas;
  }

  /** Everything that is wrong with a form, what the vendor refuses first. */
  List<Violation> check(String pointer, List<Part> parts) {
    JsonNode properties = contract.document().at(pointer).path("properties");
    Map<String, List<Part>> byName = new LinkedHashMap<>();
    parts.stream()
        .filter(FormFields::isGiven)
        .forEach(part -> byName.computeIfAbsent(part.name(), name -> new ArrayList<>()).add(part));
    ObjectNode form = NODES.objectNode();
    List<Violation> unfit = new ArrayList<>();
    byName.forEach(
        (name, values) -> {
          JsonNode schema = properties.path(name);
          if (schema.isMissingNode() || fits(schema, values.get(0))) {
            form.set(name, value(schema, values));
          } else {
            unfit.add(unfit(name, values.get(0)));
          }
          if (values.size() > 1 && !isArray(schema)) {
            unfit.add(Violation.tolerated(name, "The part " + name + " is sent more than once."));
          }
        });
    List<Violation> violations = new ArrayList<>(schemas.check(pointer, form));
    violations.addAll(unfit);
    return violations;
  }

  /** An empty text counts as left out. */
  private static boolean isGiven(Part part) {
    return part.isFile() || !part.text().isEmpty();
  }

  /** A file where the contract has a file, and a text where it has a text. */
  private static boolean fits(JsonNode schema, Part part) {
    JsonNode single = isArray(schema) ? schema.path("items") : schema;
    return part.isFile() == single.path("format").asText().equals("binary");
  }

  private static Violation unfit(String name, Part part) {
    return Violation.tolerated(
        name,
        part.isFile()
            ? "The part " + name + " has a file name, but is not a file."
            : "The part " + name + " is a file, but has no file name.");
  }

  private static JsonNode value(JsonNode schema, List<Part> values) {
    if (isArray(schema)) {
      return NODES.arrayNode().addAll(values.stream().map(part -> value(schema, part)).toList());
    }
    return value(schema, values.get(0));
  }

  private static JsonNode value(JsonNode schema, Part part) {
    if (part.isFile()) {
      return NODES.textNode("");
    }
    return switch (schema.path("type").asText()) {
      case "number", "integer" -> number(part.text());
      case "boolean" -> flag(part.text());
      default -> NODES.textNode(part.text());
    };
  }

  private static JsonNode number(String text) {
    try {
      return NODES.numberNode(new BigDecimal(text.strip()));
    } catch (NumberFormatException notANumber) {
      return NODES.textNode(text);
    }
  }

  private static JsonNode flag(String text) {
    return text.equals("true") || text.equals("false")
        ? NODES.booleanNode(text.equals("true"))
        : NODES.textNode(text);
  }

  private static boolean isArray(JsonNode schema) {
    return schema.path("type").asText().equals("array");
  }
}
