package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks bodies against the schemas of the contract. A {@code oneOf} of dialects is resolved by the
 * fields that are there, so that the sentences are about the dialect that was meant.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class BodySchemas {

  /**
   * A dialect of a body.
   *
   * @param schema pointer to its own schema; that of the whole body when the dialects share one
   * @param required the fields a body of this dialect must have
   */
  private record Dialect(String schema, List<String> required) {

    /** The required fields that no other dialect has; the first is the one to name it by. */
    List<String> own(List<Dialect> all) {
      return required.stream()
          .filter(
              field ->
                  all.stream().filter(dialect -> dialect.required.contains(field)).count() == 1)
          .toList();
    }
  }

  private final Contract contract;
  private final SchemaCheck schemas;
  private final UndeclaredFields undeclared;

  BodySchemas(Contract contract, SchemaCheck schemas, UndeclaredFields undeclared) {
    this.contract = contract;
    this.schemas = schemas;
    this.undeclared = undeclared;
  }

  /**
   * Everything that is wrong with an object, what the vendor refuses first.
   *
   * @param pointer of its schema in the contract
   */
  List<Violation> check(String pointer, JsonNode body) {
    List<Dialect> dialects = dialects(pointer);
    if (dialects.isEmpty()) {
      return check(pointer, pointer, List.of(), body);
    }
    List<Dialect> meant =
        dialects.stream()
            .filter(dialect -> dialect.own(dialects).stream().anyMatch(body::has))
            .toList();
    if (meant.size() > 1) {
      return List.of(Violation.refused("", mixed(dialects)));
    }
    Dialect dialect = meant.isEmpty() ? dialects.get(0) : meant.get(0);
    return check(pointer, dialect.schema, dialect.required, body);
  }

  private List<Violation> check(String whole, String schema, List<String> required, JsonNode body) {
    List<Violation> violations = new ArrayList<>();
    if (whole.equals(schema)) {
      required.stream()
          .filter(field -> !body.has(field))
          .map(Violation::missing)
          .forEach(violations::add);
    }
    violations.addAll(schemas.check(schema, body, ""));
    violations.addAll(undeclared.in(schema, body));
    return violations;
  }

  private List<Dialect> dialects(String pointer) {
    return contract
        .document()
        .at(pointer)
        .path("oneOf")
        .valueStream()
        .map(
            branch -> {
              String schema =
                  branch.has("$ref") ? branch.path("$ref").textValue().substring(1) : pointer;
              JsonNode required =
                  (branch.has("$ref") ? contract.document().at(schema) : branch).path("required");
              return new Dialect(schema, required.valueStream().map(JsonNode::textValue).toList());
            })
        .toList();
  }

  private static String mixed(List<Dialect> dialects) {
    List<String> choices =
        dialects.stream().map(dialect -> String.join(" and ", dialect.own(dialects))).toList();
    boolean simple = choices.stream().noneMatch(choice -> choice.contains(" "));
    return "The fields of two dialects are mixed. Send those of one: "
        + String.join(simple ? " or " : ", or ", choices)
        + ".";
  }
}
