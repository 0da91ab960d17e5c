package dev.clearcut.contract.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Collects what a run sees; scenarios may run at the same time. */
public final class Recording {

  /** Too short, and of too few letters, to be a key, a token, a URL or an image. */
  private static final Pattern HARMLESS = Pattern.compile("[a-z][a-z ]{0,15}");

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, List<Step>> steps = new TreeMap<>();
  private final Map<String, Boolean> passed = new TreeMap<>();
  private final Map<String, Map<String, JsonNode>> observed = new TreeMap<>();

  /** A call of a scenario. */
  public synchronized void add(String scenario, Step step) {
    steps.computeIfAbsent(scenario, first -> new ArrayList<>()).add(step);
  }

  /** The end of a scenario. */
  public synchronized void end(String scenario, boolean hasPassed) {
    passed.put(scenario, hasPassed);
  }

  /**
   * What no shape tells.
   *
   * @param what such as {@code KeyVariant.format}
   * @param value a number, a boolean, null, or a short word
   */
  public synchronized void observe(String scenario, String what, Object value) {
    boolean shown = !(value instanceof String text) || HARMLESS.matcher(text).matches();
    observed
        .computeIfAbsent(scenario, first -> new TreeMap<>())
        .put(what, json.valueToTree(shown ? value : "something else"));
  }

  /** All of it. Scenarios without a call are left out. */
  public synchronized Snapshot snapshot() {
    return new Snapshot(
        steps.entrySet().stream()
            .map(
                each ->
                    new Scenario(
                        each.getKey(),
                        passed.getOrDefault(each.getKey(), false),
                        observed.getOrDefault(each.getKey(), Map.of()),
                        List.copyOf(each.getValue())))
            .toList());
  }
}
