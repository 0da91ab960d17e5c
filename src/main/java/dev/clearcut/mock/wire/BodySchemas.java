package dev.clearcut.mock.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.StreamSupport;

/** Checks JSON bodies against the schemas of the contract. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class BodySchemas {

  private static final String SCHEMAS = "/components/schemas/";

  private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
  private final ConcurrentMap<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Contract contract;

  BodySchemas(Contract contract) {
    this.contract = contract;
  }

  /**
   * The first violation of {@code body} against a named schema. A {@code oneOf} of dialects is
   * resolved by the fields that are there, so that the sentence is about the dialect that was
   * meant.
   */
  Optional<Violation> check(String schemaName, JsonNode body) {
    JsonNode definition = contract.document().at(SCHEMAS + schemaName);
    if (!body.isObject() || !definition.has("oneOf")) {
      return violations(schemaName, body).stream().findFirst();
    }
    List<String> branches =
        StreamSupport.stream(definition.get("oneOf").spliterator(), false)
            .map(branch -> branch.path("$ref").textValue())
            .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
            .toList();
    List<String> meant = branches.stream().filter(branch -> isMeant(branch, body)).toList();
    if (meant.size() > 1) {
      return Optional.of(
          new Violation(
              "", "The fields of two dialects are mixed. Send those of one: " + keys(branches)));
    }
    return violations(meant.isEmpty() ? branches.get(0) : meant.get(0), body).stream().findFirst();
  }

  /**
   * A branch is meant when the body has the first of its required fields, the one that is its own.
   */
  private boolean isMeant(String branch, JsonNode body) {
    return body.has(ownField(branch));
  }

  private String ownField(String branch) {
    return contract.document().at(SCHEMAS + branch).path("required").path(0).textValue();
  }

  private String keys(List<String> branches) {
    return String.join(" or ", branches.stream().map(this::ownField).toList()) + ".";
  }

  private List<Violation> violations(String schemaName, JsonNode body) {
    Schema schema =
        schemas.computeIfAbsent(
            schemaName,
            name ->
                registry.getSchema(
                    SchemaLocation.of(Contract.CLASSPATH_LOCATION + "#" + SCHEMAS + name)));
    List<Violation> violations = new ArrayList<>();
    for (Error error : schema.validate(body)) {
      violations.add(describe(error));
    }
    return violations;
  }

  private Violation describe(Error error) {
    String field = field(error.getInstanceLocation());
    if (error.getKeyword().equals("required")) {
      String missing = field.isEmpty() ? error.getProperty() : field + "." + error.getProperty();
      return new Violation(missing, "Missing required field: " + missing + ".");
    }
    return new Violation(
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

  private static String field(NodePath path) {
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      Object name = path.getElement(i);
      if (name instanceof Integer) {
        field.append('[').append(name).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(name);
      }
    }
    return field.toString();
  }
}
