package dev.clearcut.cutout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.clearcut.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns what a caller asked for into variants by name, or says which field is wrong and why. */
@ApplicationScoped
class WantedVariants {

  private static final String DEFAULT_PRESET = "transparent";

  private final Presets presets;
  private final ObjectMapper json;
  private final Validator validator;
  private final CutoutConfig config;

  WantedVariants(Presets presets, ObjectMapper json, Validator validator, CutoutConfig config) {
    this.presets = presets;
    this.json = json;
    this.validator = validator;
    this.config = config;
  }

  /** Reads a JSON array of {@link VariantRequest}; null and blank are none. */
  List<VariantRequest> parse(String variants) {
    if (variants == null || variants.isBlank()) {
      return List.of();
    }
    try {
      return json.readValue(variants, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw Problems.INVALID_REQUEST.with(describe(e));
    }
  }

  /**
   * All wanted variants by name, presets first; the preset {@code transparent} when nothing is
   * named.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the field that is wrong
   */
  Map<String, VariantSpec> resolve(VariantsRequest request) {
    Map<String, VariantSpec> wanted = new LinkedHashMap<>();
    request.presets().forEach(preset -> wanted.putAll(presets.variants(preset)));
    for (int i = 0; i < request.variants().size(); i++) {
      VariantRequest variant = request.variants().get(i);
      VariantSpec spec = check("variants[%d]".formatted(i), variant);
      VariantSpec other = wanted.putIfAbsent(variant.name(), spec);
      if (other != null && !other.equals(spec)) {
        throw Problems.INVALID_REQUEST.with(
            "variants[%d].name: \"%s\" is asked for twice with different parameters."
                .formatted(i, variant.name()));
      }
    }
    if (wanted.isEmpty()) {
      wanted.putAll(presets.variants(DEFAULT_PRESET));
    }
    if (wanted.size() > config.maxVariants()) {
      throw Problems.INVALID_REQUEST.with(
          "%d variants are asked for; at most %d can be made in one request."
              .formatted(wanted.size(), config.maxVariants()));
    }
    return wanted;
  }

  private VariantSpec check(String field, VariantRequest variant) {
    if (variant == null) {
      throw Problems.INVALID_REQUEST.with(field + " is null; give it at least a name.");
    }
    for (ConstraintViolation<?> violation : validator.validate(variant)) {
      throw Problems.INVALID_REQUEST.with(
          "%s.%s %s.".formatted(field, violation.getPropertyPath(), violation.getMessage()));
    }
    try {
      return variant.spec();
    } catch (IllegalArgumentException e) {
      throw Problems.INVALID_REQUEST.with(field + "." + e.getMessage());
    }
  }

  private static String describe(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "variants is not a JSON array such as"
          + " [{\"name\": \"hero\", \"format\": \"webp\"}]: "
          + e.getOriginalMessage();
    }
    String field = "variants" + path(mapping.getPath());
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      String allowed =
          Arrays.stream(wrong.getTargetType().getEnumConstants())
              .map(value -> value.toString().toLowerCase())
              .collect(Collectors.joining(", "));
      return "%s: \"%s\" is not one of %s.".formatted(field, wrong.getValue(), allowed);
    }
    return field + " cannot be read: " + e.getOriginalMessage();
  }

  private static String path(List<Reference> path) {
    return path.stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getFieldName())
        .collect(Collectors.joining());
  }
}
