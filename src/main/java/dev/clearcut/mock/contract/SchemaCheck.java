package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Checks values against schemas of the contract, in the vendor's words where it has some. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class SchemaCheck {

  private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
  private final ConcurrentMap<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Contract contract;

  SchemaCheck(Contract contract) {
    this.contract = contract;
  }

  /**
   * Everything that is wrong with a value, but for what a {@code oneOf} on top says: the branches
   * are for the caller to tell apart.
   *
   * @param pointer of the schema in the contract
   * @param name of the value; empty for a body
   */
  List<Violation> check(String pointer, JsonNode value, String name) {
    Optional<Violation> unusable = UnusableValues.find(value, name);
    if (unusable.isPresent()) {
      return List.of(unusable.get());
    }
    return schemas
        .computeIfAbsent(
            pointer,
            place ->
                registry.getSchema(SchemaLocation.of(Contract.CLASSPATH_LOCATION + "#" + place)))
        .validate(value)
        .stream()
        .filter(error -> !isAboutBranches(error))
        .map(error -> describe(error, name))
        .toList();
  }

  private static boolean isAboutBranches(Error error) {
    NodePath path = error.getEvaluationPath();
    return path.getNameCount() > 0 && "oneOf".equals(path.getElement(0));
  }

  private Violation describe(Error error, String name) {
    String field = field(error.getInstanceLocation(), name);
    if (error.getKeyword().equals("required")) {
      return Violation.missing(
          field.isEmpty() ? error.getProperty() : field + "." + error.getProperty());
    }
    return Violation.refused(
        field,
        vendorSentence(error)
            .orElse(
                "Invalid %s: %s."
                    .formatted(field.isEmpty() ? "JSON body" : field, error.getMessage())));
  }

  /** {@code x-detail} of the property whose rule was broken, where the contract has one. */
  private Optional<String> vendorSentence(Error error) {
    String rule = error.getSchemaLocation().getFragment().toString();
    String property = rule.substring(0, Math.max(0, rule.lastIndexOf('/')));
    return Optional.ofNullable(contract.document().at(property).path("x-detail").textValue());
  }

  private static String field(NodePath path, String name) {
    StringBuilder field = new StringBuilder(name);
    for (int i = 0; i < path.getNameCount(); i++) {
      Object step = path.getElement(i);
      if (step instanceof Integer) {
        field.append('[').append(step).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step);
      }
    }
    return field.toString();
  }
}
