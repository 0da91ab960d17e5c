package dev.clearcut.mock.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A variant, as a call asks for it.
 *
 * @param name key, path or name, by dialect; null when it is left out
 * @param format the dialect's word; null when it is left out
 * @param background as it is sent; null for transparent
 */
record Wanted(String name, String format, String background, boolean autocrop) {

  /** What a call of the filename dialect means that asks for nothing. */
  static final Wanted DEFAULT = new Wanted(null, null, null, false);

  String nameOrDefault() {
    return name == null ? "default" : name;
  }

  String formatOrDefault() {
    return format == null ? "png" : format;
  }

  boolean isTransparentJpeg() {
    return background == null && formatOrDefault().startsWith("jp");
  }

  boolean hasBadColour() {
    return background != null && !background.matches("#[0-9a-fA-F]{6}");
  }

  Map<String, Object> json(String nameField) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(nameField, name);
    json.put("format", format);
    json.put("background_color", background);
    json.put("autocrop", autocrop ? true : null);
    json.put("quality", "low");
    json.values().removeIf(value -> value == null);
    return json;
  }
}
