package dev.clearcut.contract.drift;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What differs between two shapes, field by field; of a field that differs not its fields too. */
final class ShapeDifferences {

  private final Map<String, String> before;
  private final Map<String, String> after;

  private ShapeDifferences(Map<String, String> before, Map<String, String> after) {
    this.before = before;
    this.after = after;
  }

  /** Sentences about types by their paths. */
  static Stream<String> of(Map<String, String> before, Map<String, String> after) {
    return new ShapeDifferences(before, after).sentences();
  }

  private Stream<String> sentences() {
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    return paths.stream().filter(this::differs).filter(this::hasSameParents).map(this::sentence);
  }

  private boolean differs(String path) {
    return !Objects.equals(before.get(path), after.get(path));
  }

  /** The parents of {@code a.b[].c} are {@code a.b[]}, {@code a.b}, {@code a} and the body. */
  private boolean hasSameParents(String path) {
    String parent = path;
    while (!parent.isEmpty()) {
      parent =
          parent.endsWith("[]")
              ? parent.substring(0, parent.length() - 2)
              : parent.substring(0, Math.max(0, parent.lastIndexOf('.')));
      if (differs(parent)) {
        return false;
      }
    }
    return true;
  }

  private String sentence(String path) {
    String field = path.isEmpty() ? "the body" : "field " + path;
    if (!after.containsKey(path)) {
      return "%s is missing (was %s)".formatted(field, kind(before.get(path)));
    }
    if (!before.containsKey(path)) {
      return "%s is new (%s)".formatted(field, kind(after.get(path)));
    }
    return "%s became %s (was %s)".formatted(field, kind(after.get(path)), kind(before.get(path)));
  }

  private static String kind(String types) {
    return Stream.of(types.split(" or "))
        .map(type -> type.equals("null") ? type : (type.matches("[ao].*") ? "an " : "a ") + type)
        .collect(Collectors.joining(" or "));
  }
}
