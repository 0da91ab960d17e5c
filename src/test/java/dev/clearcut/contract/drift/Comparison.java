package dev.clearcut.contract.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.contract.snapshot.Scenario;
import dev.clearcut.contract.snapshot.Snapshot;
import dev.clearcut.contract.snapshot.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What differs between two snapshots, each difference once, however many calls show it.
 *
 * @param differences sentences
 * @param onlyInOne scenarios that ran in one of the two, and cannot be compared
 */
record Comparison(List<String> differences, Set<String> onlyInOne) {

  static Comparison of(Snapshot before, Snapshot after) {
    Map<String, Scenario> earlier = byName(before);
    Map<String, Scenario> later = byName(after);
    Set<String> all = new TreeSet<>(earlier.keySet());
    all.addAll(later.keySet());
    Set<String> differences = new LinkedHashSet<>();
    Set<String> onlyInOne = new TreeSet<>();
    for (String name : all) {
      if (earlier.containsKey(name) && later.containsKey(name)) {
        differences.addAll(differences(earlier.get(name), later.get(name)));
      } else {
        onlyInOne.add(name);
      }
    }
    return new Comparison(List.copyOf(differences), onlyInOne);
  }

  private static Map<String, Scenario> byName(Snapshot snapshot) {
    return snapshot.scenarios().stream()
        .collect(Collectors.toMap(Scenario::name, Function.identity()));
  }

  private static Set<String> differences(Scenario before, Scenario after) {
    Set<String> found = new LinkedHashSet<>();
    before
        .observed()
        .forEach((what, value) -> compare(what, value, after.observed().get(what), found));
    int common = Math.min(before.steps().size(), after.steps().size());
    for (int i = 0; i < common; i++) {
      if (!compare(before.steps().get(i), after.steps().get(i), found)) {
        return found;
      }
    }
    // A test that fails because of a difference goes no further: that is no second difference.
    if (found.isEmpty() && after.passed() != before.passed()) {
      found.add(
          "%s: %s after call %d, and no answer shows why"
              .formatted(after.name(), after.passed() ? "passed" : "failed", after.steps().size()));
    } else if (found.isEmpty() && before.steps().size() != after.steps().size()) {
      found.add(
          "%s: made %d calls (was %d)"
              .formatted(after.name(), after.steps().size(), before.steps().size()));
    }
    return found;
  }

  private static void compare(String what, JsonNode before, JsonNode after, Set<String> found) {
    if (after != null && !before.equals(after)) {
      String changed =
          what.contains(":") ? "%s became %s (was %s)" : "default of " + "%s became %s (was %s)";
      found.add(changed.formatted(what, after, before));
    }
  }

  /** Compares two answers to the same call; false when what follows cannot be compared. */
  private static boolean compare(Step before, Step after, Set<String> found) {
    if (!before.call().equals(after.call())) {
      found.add("%s: called instead of %s".formatted(after.call(), before.call()));
      return false;
    }
    if (before.status() != after.status()) {
      found.add(
          before.status() == Expectation.UNKNOWN
              ? "%s: answered %d, which is not documented".formatted(after.call(), after.status())
              : "%s: answered %d (was %d)"
                  .formatted(after.call(), after.status(), before.status()));
      return false;
    }
    if (!before.mediaType().equals(after.mediaType())) {
      found.add(
          "%s: media type became %s (was %s)"
              .formatted(after.title(), shown(after.mediaType()), shown(before.mediaType())));
    }
    difference(before.headers(), after.headers())
        .map("%s: header %%s is missing".formatted(after.title())::formatted)
        .forEach(found::add);
    difference(after.headers(), before.headers())
        .map("%s: header %%s is new".formatted(after.title())::formatted)
        .forEach(found::add);
    if (before.body().isEmpty() == after.body().isEmpty()) {
      ShapeDifferences.of(before.body(), after.body())
          .map(sentence -> after.title() + ": " + sentence)
          .forEach(found::add);
    }
    return true;
  }

  private static Stream<String> difference(List<String> of, List<String> without) {
    return of.stream().filter(name -> !without.contains(name));
  }

  private static String shown(String mediaType) {
    return mediaType.isEmpty() ? "none" : mediaType;
  }
}
