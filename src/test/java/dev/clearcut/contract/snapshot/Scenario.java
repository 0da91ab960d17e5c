package dev.clearcut.contract.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A test, and its calls.
 *
 * @param passed whether it went on to its end; what follows a failure is not here
 * @param observed what no shape tells, such as defaults: {@code KeyVariant.format} → {@code png}
 */
public record Scenario(
    String name, boolean passed, Map<String, JsonNode> observed, List<Step> steps) {}
