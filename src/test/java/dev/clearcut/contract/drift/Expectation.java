package dev.clearcut.contract.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Operation;
import dev.clearcut.contract.snapshot.Scenario;
import dev.clearcut.contract.snapshot.Snapshot;
import dev.clearcut.contract.snapshot.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the contract would have answered to the calls of a snapshot. */
final class Expectation {

  /** The status of a call to which the contract has no such answer. */
  static final int UNKNOWN = 0;

  private final Contract contract;
  private final Map<String, Operation> operations;

  private Expectation(Contract contract) {
    this.contract = contract;
    operations =
        contract.operations().stream()
            .collect(Collectors.toMap(Operation::id, operation -> operation));
  }

  static Snapshot of(Contract contract, Snapshot seen) {
    Expectation expectation = new Expectation(contract);
    return new Snapshot(seen.scenarios().stream().map(expectation::scenario).toList());
  }

  private Scenario scenario(Scenario seen) {
    return new Scenario(
        seen.name(),
        seen.passed(),
        defaults(seen.observed()),
        seen.steps().stream().map(this::step).toList());
  }

  /** What was observed stays, where the contract has no default. */
  private Map<String, JsonNode> defaults(Map<String, JsonNode> observed) {
    Map<String, JsonNode> defaults = new TreeMap<>(observed);
    defaults.replaceAll(
        (what, value) -> {
          JsonNode field =
              contract.at("/components/schemas/" + what.replace(".", "/properties/") + "/default");
          return field.isMissingNode() || sameNumber(field, value) ? value : field;
        });
    return defaults;
  }

  private static boolean sameNumber(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber() && one.doubleValue() == other.doubleValue();
  }

  private Step step(Step seen) {
    Operation operation = operations.get(seen.operation());
    JsonNode response =
        operation == null ? contract.at("/nothing") : response(operation, seen.status());
    if (response.isMissingNode()) {
      return answer(seen, UNKNOWN, seen.mediaType(), seen.headers(), seen.body());
    }
    JsonNode content = response.path("content");
    String mediaType =
        content.has(seen.mediaType()) || content.isEmpty()
            ? seen.mediaType()
            : content.fieldNames().next();
    JsonNode schema = content.path(mediaType).path("schema");
    return answer(
        seen,
        seen.status(),
        mediaType,
        headers(response, seen.headers()),
        mediaType.contains("json")
            ? new ExpectedShape(contract, seen.dialect(), seen.body()).of(schema)
            : seen.body());
  }

  private JsonNode response(Operation operation, int status) {
    return contract.resolve(
        contract.at(
            "/paths/%s/%s/responses/%d"
                .formatted(
                    operation.path().replace("/", "~1"),
                    operation.verb().toLowerCase(Locale.ROOT),
                    status)));
  }

  private List<String> headers(JsonNode response, List<String> seen) {
    return response
        .path("headers")
        .propertyStream()
        .filter(
            header ->
                seen.contains(header.getKey())
                    || contract.resolve(header.getValue()).path("required").booleanValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Step answer(
      Step seen, int status, String mediaType, List<String> headers, Map<String, String> body) {
    return new Step(
        seen.operation(), seen.dialect(), seen.authorization(), status, mediaType, headers, body);
  }
}
