package dev.clearcut.contract.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The shape of JSON: the types of its fields by their paths, without one value. Items of an array
 * are merged under {@code name[]}, and the fields of a map, whose names are values, under {@code
 * name.*}. A name that does not look like a word is taken for a value too.
 */
final class Shape {

  private static final Pattern WORD = Pattern.compile("[A-Za-z]+\\d?([_-][A-Za-z]+\\d?)*");
  private static final int LONGEST_WORD = 32;

  private final Set<String> maps;
  private final Map<String, Set<String>> types = new TreeMap<>();

  private Shape(Set<String> maps) {
    this.maps = maps;
  }

  /**
   * The types of all fields by their paths; the path of the body itself is empty.
   *
   * @param maps the names of fields that are maps
   */
  static Map<String, String> of(JsonNode body, Set<String> maps) {
    Shape shape = new Shape(maps);
    shape.add("", "", body);
    Map<String, String> joined = new TreeMap<>();
    shape.types.forEach((path, types) -> joined.put(path, String.join(" or ", types)));
    return joined;
  }

  private void add(String path, String name, JsonNode node) {
    types.computeIfAbsent(path, first -> new TreeSet<>()).add(type(node));
    if (node.isArray()) {
      node.forEach(item -> add(path + "[]", "", item));
    }
    String parent = path.isEmpty() ? "" : path + ".";
    node.propertyStream()
        .forEach(
            field -> {
              String shown = maps.contains(name) ? "*" : word(field.getKey());
              add(parent + shown, field.getKey(), field.getValue());
            });
  }

  private static String word(String name) {
    return name.length() <= LONGEST_WORD && WORD.matcher(name).matches() ? name : "*";
  }

  private static String type(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
