package dev.clearcut.variant;

import dev.clearcut.api.model.Preset;
import dev.clearcut.api.model.Requested;
import dev.clearcut.api.model.VariantRequest;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.problem.Problems;
import dev.clearcut.variant.PresetsConfig.PresetConfig;
import dev.clearcut.variant.PresetsConfig.VariantConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The presets of the configuration, checked when the application starts. */
@ApplicationScoped
@Startup
public class Presets {

  private static final String KEY = "clearcut.presets.";

  private final SortedMap<String, Map<String, VariantSpec>> specs = new TreeMap<>();
  private final Map<String, String> descriptions = new HashMap<>();

  /**
   * @throws IllegalStateException naming the configuration key that is wrong
   */
  Presets(PresetsConfig config) {
    Map<String, VariantSpec> seen = new HashMap<>();
    config
        .presets()
        .forEach(
            (name, preset) -> {
              specs.put(name, read(name, preset, seen));
              descriptions.put(name, preset.description());
            });
  }

  private static Map<String, VariantSpec> read(
      String name, PresetConfig preset, Map<String, VariantSpec> seen) {
    String presetKey = KEY + name;
    if (!name.matches(VariantRequest.NAME_PATTERN)) {
      throw wrong(presetKey, "the name must be 1 to 63 lower-case letters, digits and hyphens");
    }
    if (preset.variants().isEmpty()) {
      throw wrong(presetKey + ".variants", "has no variant; a preset needs at least one");
    }
    Map<String, VariantSpec> variants = new TreeMap<>();
    preset
        .variants()
        .forEach(
            (variant, config) -> {
              String key = presetKey + ".variants." + variant;
              VariantSpec spec = read(key, variant, config);
              VariantSpec other = seen.putIfAbsent(variant, spec);
              if (other != null && !other.equals(spec)) {
                throw wrong(key, "contradicts a variant of the same name in another preset");
              }
              variants.put(variant, spec);
            });
    return variants;
  }

  private static VariantSpec read(String key, String name, VariantConfig config) {
    VariantRequest request = request(name, config);
    request.check(
        (parameter, words) ->
            wrong(parameter.equals("name") ? key : key + "." + kebab(parameter), words));
    if (request.format() == KeyFormat.JPEG && request.background() == null) {
      throw wrong(
          key + ".background",
          "is missing: JPEG cannot be transparent; set it, for example to #ffffff");
    }
    VariantSpec spec = VariantSpec.of(request);
    if (spec.format() == KeyFormat.PNG && config.compression().isPresent()) {
      throw wrong(key + ".compression", "has no effect on png, which is lossless; remove it");
    }
    return spec;
  }

  private static IllegalStateException wrong(String key, String sentence) {
    return new IllegalStateException(key + " " + sentence);
  }

  /** A parameter as configuration keys write it: {@code max-resolution}. */
  private static String kebab(String parameter) {
    return parameter.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static VariantRequest request(String name, VariantConfig config) {
    return new VariantRequest(
        name,
        config.format().orElse(null),
        config.quality().orElse(null),
        config.maxResolution().orElse(null),
        config.background().orElse(null),
        config.compression().orElse(null),
        config.autocrop().orElse(null));
  }

  /** All presets, by name. */
  List<Preset> all() {
    return specs.entrySet().stream()
        .map(
            entry -> {
              Map<String, Requested> variants = new LinkedHashMap<>();
              entry.getValue().forEach((name, spec) -> variants.put(name, spec.requested()));
              return new Preset(entry.getKey(), descriptions.get(entry.getKey()), variants);
            })
        .toList();
  }

  /**
   * The variants of a preset by name.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when there is no such preset
   */
  public Map<String, VariantSpec> variants(String preset) {
    Map<String, VariantSpec> variants = preset == null ? null : specs.get(preset);
    if (variants == null) {
      throw Problems.INVALID_REQUEST.with(
          "There is no preset \"%s\". Known presets: %s."
              .formatted(preset, String.join(", ", specs.keySet())));
    }
    return variants;
  }
}
