package dev.clearcut.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An operation, read off the contract.
 *
 * @param id its operation id
 * @param verb in capitals
 * @param path with its last slash
 * @param mediaTypes of its body; empty when it has none
 * @param securityScheme the one it asks for; empty when it needs no authorization
 * @param dialects that know it
 * @param announced whether the vendor has not launched it
 * @param price of a call
 * @param autocropPrice of each variant with {@code autocrop}, beside the call
 * @param sentences the contract's examples of {@code detail}, by status
 * @param headers that its answers may have, by status
 */
public record Operation(
    String id,
    String verb,
    String path,
    Set<String> mediaTypes,
    String securityScheme,
    Set<Dialect> dialects,
    boolean announced,
    BigDecimal price,
    BigDecimal autocropPrice,
    Map<String, List<String>> sentences,
    Map<String, Set<String>> headers) {

  /** All operations of the contract. */
  public static List<Operation> all() {
    return Contract.ours().operations();
  }

  @Override
  public String toString() {
    return id;
  }

  static Operation of(Contract contract, String path, String verb) {
    JsonNode node = contract.at("/paths/%s/%s".formatted(path.replace("/", "~1"), verb));
    JsonNode security = node.path("security");
    boolean open = security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty);
    return new Operation(
        node.path("operationId").textValue(),
        verb.toUpperCase(Locale.ROOT),
        path,
        names(contract.resolve(node.path("requestBody")).path("content")),
        open ? "" : security.path(0).fieldNames().next(),
        dialects(node),
        node.path("x-coming-soon").booleanValue(),
        node.path("x-credits-per-call").decimalValue(),
        node.path("x-credits-per-autocrop-variant").decimalValue(),
        byStatus(contract, node, response -> details(contract, response)),
        byStatus(contract, node, response -> names(response.path("headers"))));
  }

  private static Set<Dialect> dialects(JsonNode node) {
    String description = node.path("description").textValue();
    switch (node.path("tags").path(0).textValue()) {
      case "AI Cut":
        return EnumSet.of(Dialect.AI_CUT);
      case "Public files":
        return EnumSet.of(Dialect.PUBLIC);
      case "Coming soon":
        return EnumSet.of(Dialect.ANNOUNCED);
      case "Background removal by filename":
        return EnumSet.of(Dialect.FILENAME);
      default:
        return description.contains("**Path dialect:**")
            ? EnumSet.of(Dialect.KEY, Dialect.PATH)
            : EnumSet.of(Dialect.KEY);
    }
  }

  private static <T> Map<String, T> byStatus(
      Contract contract, JsonNode operation, Function<JsonNode, T> read) {
    return operation
        .path("responses")
        .propertyStream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> read.apply(contract.resolve(each.getValue())),
                (one, other) -> one,
                TreeMap::new));
  }

  private static List<String> details(Contract contract, JsonNode response) {
    return response
        .at("/content/application~1json/examples")
        .valueStream()
        .map(example -> contract.resolve(example).at("/value/detail").asText())
        .toList();
  }

  private static Set<String> names(JsonNode object) {
    return object
        .propertyStream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
