package dev.clearcut.cutout;

import dev.clearcut.cutout.PresetsConfig.PresetConfig;
import dev.clearcut.cutout.PresetsConfig.VariantConfig;
import dev.clearcut.problem.Problems;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The presets of the configuration, checked when the application starts. */
@ApplicationScoped
@Startup
class Presets {

  private final SortedMap<String, Map<String, VariantSpec>> specs = new TreeMap<>();
  private final Map<String, String> descriptions = new HashMap<>();

  /**
   * @throws IllegalStateException naming the configuration key that is wrong
   */
  Presets(PresetsConfig config, Validator validator) {
    Map<String, VariantSpec> seen = new HashMap<>();
    config
        .presets()
        .forEach(
            (name, preset) -> {
              specs.put(name, read(name, preset, seen, validator));
              descriptions.put(name, preset.description());
            });
  }

  private static Map<String, VariantSpec> read(
      String name, PresetConfig preset, Map<String, VariantSpec> seen, Validator validator) {
    Map<String, VariantSpec> variants = new TreeMap<>();
    preset
        .variants()
        .forEach(
            (variant, config) -> {
              String key = "clearcut.presets.%s.variants.%s".formatted(name, variant);
              VariantSpec spec = read(key, request(variant, config), validator);
              VariantSpec other = seen.putIfAbsent(variant, spec);
              if (other != null && !other.equals(spec)) {
                throw new IllegalStateException(
                    key + " contradicts a variant of the same name in another preset");
              }
              variants.put(variant, spec);
            });
    return variants;
  }

  private static VariantSpec read(String key, VariantRequest variant, Validator validator) {
    for (ConstraintViolation<?> violation : validator.validate(variant)) {
      throw new IllegalStateException(
          "%s.%s %s".formatted(key, violation.getPropertyPath(), violation.getMessage()));
    }
    try {
      return variant.spec();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(key + ": " + e.getMessage(), e);
    }
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
              Map<String, Cutout.Requested> variants = new LinkedHashMap<>();
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
  Map<String, VariantSpec> variants(String preset) {
    Map<String, VariantSpec> variants = preset == null ? null : specs.get(preset);
    if (variants == null) {
      throw Problems.INVALID_REQUEST.with(
          "There is no preset \"%s\". Known presets: %s."
              .formatted(preset, String.join(", ", specs.keySet())));
    }
    return variants;
  }
}
