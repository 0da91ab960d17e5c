package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is made of each photo.
 *
 * @param presets their names
 * @param variants of the caller's own, as the service takes them
 * @param made the parameters of each variant by its name, as far as they can be told from here
 */
record Wanted(List<String> presets, List<JsonNode> variants, Map<String, JsonNode> made) {

  private static final String DEFAULT = "transparent";

  /**
   * Reads what was asked for, and looks the presets up.
   *
   * @throws Stop when the service does not know a preset, or the file has no variants
   */
  static Wanted of(List<String> presets, Path file, Service service) {
    List<JsonNode> variants = read(file);
    List<String> names = presets.isEmpty() && variants.isEmpty() ? List.of(DEFAULT) : presets;
    Map<String, JsonNode> made = new LinkedHashMap<>();
    for (JsonNode preset : service.presets()) {
      if (names.contains(preset.path("name").asText())) {
        preset.path("variants").properties().forEach(it -> made.put(it.getKey(), it.getValue()));
      }
    }
    variants.forEach(variant -> made.put(variant.path("name").asText(), variant));
    Wanted wanted = new Wanted(names, variants, made);
    try {
      // It checks all of it, and its sentences name what is near to a wrong name.
      service.price(wanted, 1);
    } catch (Refusal refusal) {
      throw refusal.status() == 400
          ? new Stop(Stop.Exit.USAGE, refusal.getMessage())
          : refusal.stop();
    }
    return wanted;
  }

  private static List<JsonNode> read(Path file) {
    if (file == null) {
      return List.of();
    }
    try {
      JsonNode variants = Json.read(Files.readAllBytes(file));
      if (!variants.isArray() || variants.isEmpty()) {
        throw new Stop(
            Stop.Exit.USAGE,
            "%s must have a JSON array such as [{\"name\": \"hero\", \"format\": \"webp\"}]."
                .formatted(file));
      }
      return List.copyOf(variants.valueStream().toList());
    } catch (IOException e) {
      throw new Stop(Stop.Exit.USAGE, "%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** The part of a request that says so. */
  ObjectNode request() {
    ObjectNode request = Json.object();
    presets.forEach(request.withArray("presets")::add);
    variants.forEach(request.withArray("variants")::add);
    return request;
  }

  /** The end of the file's name. */
  static String extension(JsonNode made) {
    String format = made.path("format").asText("png");
    return format.equals("jpeg") ? "jpg" : format;
  }
}
