package dev.clearcut.cutout;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to make of a photo: presets by name, variants of one's own, or both. */
@Schema(description = "What to make: presets by name, variants of your own, or both.")
public record VariantsRequest(
    @Schema(description = "Names from GET /presets.", examples = "[\"transparent\", \"amazon\"]")
        List<String> presets,
    List<VariantRequest> variants) {

  public VariantsRequest {
    presets = presets == null ? List.of() : presets;
    variants = variants == null ? List.of() : variants;
  }
}
