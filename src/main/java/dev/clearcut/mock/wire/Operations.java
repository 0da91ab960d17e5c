package dev.clearcut.mock.wire;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Map.Entry;

/** The contract's operations by path and verb. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Operations {

  private final Map<String, Map<String, Operation>> byPath;

  Operations(Contract contract) {
    byPath =
        contract
            .document()
            .path("paths")
            .propertyStream()
            .collect(
                toUnmodifiableMap(
                    Entry::getKey,
                    path ->
                        path.getValue()
                            .propertyStream()
                            .collect(
                                toUnmodifiableMap(
                                    verb -> verb.getKey().toUpperCase(),
                                    verb -> operation(contract, verb.getValue())))));
  }

  /** The operations at a path, spelled to the last slash, by their verbs; empty when none is. */
  Map<String, Operation> at(String path) {
    return byPath.getOrDefault(path, Map.of());
  }

  private static Operation operation(Contract contract, JsonNode operation) {
    JsonNode security = operation.path("security");
    boolean open = security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty);
    return new Operation(
        operation.path("operationId").textValue(),
        open ? null : security.path(0).fieldNames().next(),
        contract
            .resolve(operation.path("requestBody"))
            .path("content")
            .propertyStream()
            .map(Entry::getKey)
            .collect(toUnmodifiableSet()));
  }
}
