package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.Quality;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A variant as a caller asks for it; what is left out takes the vendor's default. */
@Schema(description = "A variant as you want it; only its name is required.")
public record VariantRequest(
    @Schema(description = "Your name for it, unique in the cutout.", examples = "hero")
        @NotNull(message = "is missing; give the variant a name such as \"hero\"")
        @Pattern(
            regexp = VariantRequest.NAME_PATTERN,
            message = "must be 1 to 63 lower-case letters, digits and hyphens")
        String name,
    @Schema(defaultValue = "png") KeyFormat format,
    @Schema(defaultValue = "medium") Quality quality,
    @Schema(
            description = "Most pixels of the result, width × height.",
            defaultValue = "12000000",
            examples = "1000000")
        @Min(KeyVariant.MAX_RESOLUTION_MINIMUM)
        @Max(KeyVariant.MAX_RESOLUTION_MAXIMUM)
        Integer maxResolution,
    @Schema(
            description = "Fill color; leave it out for transparent. JPEG needs one.",
            examples = "#ffffff")
        @Pattern(
            regexp = KeyVariant.BACKGROUND_COLOR_PATTERN,
            message = "must be \"#\" and six hexadecimal digits, such as \"#ffffff\"")
        String background,
    @Schema(description = "For jpeg and webp: 1 small to 100 best.", defaultValue = "85")
        @Min(KeyVariant.OUTPUT_COMPRESSION_MINIMUM)
        @Max(KeyVariant.OUTPUT_COMPRESSION_MAXIMUM)
        Integer compression,
    @Schema(description = "Crop the canvas to the subject. Costs a surcharge.") Boolean autocrop) {

  /** Names of variants, and of presets. */
  static final String NAME_PATTERN = "[a-z0-9][a-z0-9-]{0,62}";

  VariantSpec spec() {
    return VariantSpec.of(format, quality, maxResolution, background, compression, autocrop);
  }
}
