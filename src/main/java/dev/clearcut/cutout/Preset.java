package dev.clearcut.cutout;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A named set of variants. */
@Schema(
    description = "A named set of variants.",
    requiredProperties = {"name", "description", "variants"})
public record Preset(
    @Schema(examples = "amazon") String name,
    @Schema(examples = "Amazon main image: pure white, JPEG.") String description,
    @Schema(description = "Its variants by name.") Map<String, Cutout.Requested> variants) {}
