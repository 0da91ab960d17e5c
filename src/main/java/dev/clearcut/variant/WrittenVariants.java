package dev.clearcut.variant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.api.model.VariantRequest;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Variants by name as a row keeps them: JSON, with every default made explicit, for presets may
 * change before they are made.
 */
@Singleton
public class WrittenVariants {

  private final ObjectMapper json;

  WrittenVariants(ObjectMapper json) {
    this.json = json;
  }

  /** As JSON. */
  public String write(Map<String, VariantSpec> variants) {
    try {
      return json.writeValueAsString(
          variants.entrySet().stream().map(it -> it.getValue().request(it.getKey())).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was written, in the same order. */
  public Map<String, VariantSpec> read(String written) {
    try {
      Map<String, VariantSpec> variants = new LinkedHashMap<>();
      json.readValue(written, new TypeReference<List<VariantRequest>>() {})
          .forEach(variant -> variants.put(variant.name(), VariantSpec.of(variant)));
      return variants;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("These are no variants: " + written, e);
    }
  }
}
