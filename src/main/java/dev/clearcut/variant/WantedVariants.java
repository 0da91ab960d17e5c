package dev.clearcut.variant;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.clearcut.api.model.VariantRequest;
import dev.clearcut.api.model.VariantsRequest;
import dev.clearcut.photo.PhotoConfig;
import dev.clearcut.problem.CallersJson;
import dev.clearcut.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what a caller asked for into variants by name, or says which field is wrong and why. */
@ApplicationScoped
public class WantedVariants {

  private static final String DEFAULT_PRESET = "transparent";
  private static final String NO_BODY =
      "The body is not a JSON object such as {\"presets\": [\"amazon\"]}.";
  private static final String NO_ARRAY =
      "variants is not a JSON array such as [{\"name\": \"hero\", \"format\": \"webp\"}].";

  private final Presets presets;
  private final CallersJson json;
  private final PhotoConfig config;

  WantedVariants(Presets presets, CallersJson json, PhotoConfig config) {
    this.json = json;
    this.presets = presets;
    this.config = config;
  }

  /** Reads the form field {@code variants}, a JSON array; null and blank are none. */
  public List<VariantRequest> parseVariants(String array) {
    if (array == null || array.isBlank()) {
      return List.of();
    }
    return json.field("variants", array, new TypeReference<>() {}, NO_ARRAY);
  }

  /** Reads a JSON body. */
  public VariantsRequest parseBody(String body) {
    return json.body(body, VariantsRequest.class, NO_BODY);
  }

  /**
   * All wanted variants by name, presets first; the preset {@code transparent} when nothing is
   * named.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the field that is wrong
   */
  public Map<String, VariantSpec> resolve(VariantsRequest request) {
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
          "The request asks for %d variants. Ask for at most %d in one request."
              .formatted(wanted.size(), config.maxVariants()));
    }
    return wanted;
  }

  private VariantSpec check(String field, VariantRequest variant) {
    if (variant == null) {
      throw Problems.INVALID_REQUEST.with(field + " is null; give it at least a name.");
    }
    variant.check(
        (name, words) -> Problems.INVALID_REQUEST.with("%s.%s %s.".formatted(field, name, words)));
    try {
      return VariantSpec.of(variant);
    } catch (IllegalArgumentException e) {
      throw Problems.INVALID_REQUEST.with(field + "." + e.getMessage());
    }
  }
}
