package dev.clearcut.cutout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A photo and the variants made of it.
 *
 * @param id derived from the SHA-256 of the photo: the same bytes are always the same cutout
 * @param credits what all variants together cost
 */
@Schema(
    description = "A photo and the variants made of it.",
    requiredProperties = {"id", "createdAt", "status", "source", "variants", "credits"})
public record Cutout(
    @Schema(
            description = "Derived from the SHA-256 of the photo: the same bytes, the same id.",
            examples = "f2e9d7e88b9d4ac9b6c3b1f0a5d4c3b2")
        String id,
    Instant createdAt,
    @Schema(
            description =
                "Of all variants: pending as long as one is, then failed when one has, else ready.")
        VariantStatus status,
    Source source,
    List<Variant> variants,
    @Schema(description = "Credits that all variants together cost.", examples = "1.5")
        BigDecimal credits) {

  /** The photo as it was sent. */
  @Schema(
      name = "Source",
      description = "The photo as it was sent.",
      requiredProperties = {"fileName", "mediaType", "width", "height", "size", "sha256", "url"})
  public record Source(
      @Schema(examples = "coffee.jpg") String fileName,
      @Schema(description = "Its real type, by content.", examples = "image/jpeg") String mediaType,
      @Schema(description = "Pixels, as stored.", examples = "600") int width,
      @Schema(description = "Pixels, as stored.", examples = "400") int height,
      @Schema(description = "Bytes.", examples = "79975") long size,
      String sha256,
      @Schema(description = "Where the bytes are.") URI url) {}

  /** One result under one name. */
  @Schema(
      name = "Variant",
      description = "One result under one name.",
      requiredProperties = {"name", "status", "requested", "credits", "attempts"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Variant(
      @Schema(examples = "amazon") String name,
      VariantStatus status,
      Requested requested,
      @Schema(description = "What the vendor delivered; absent until the variant is ready.")
          Delivered delivered,
      @Schema(
              description =
                  "What this variant added to the bill: the first variant of a vendor call carries"
                      + " the call's price, each autocrop its surcharge.",
              examples = "1.0")
          BigDecimal credits,
      @Schema(description = "How often the vendor was asked to make it.", examples = "1")
          int attempts,
      @Schema(
              description =
                  "How often it was paid for again because the vendor had lost it before it was"
                      + " fetched.",
              examples = "0")
          int repurchases,
      @Schema(description = "Why the last try failed; absent unless the status is failed.")
          String failure,
      @Schema(description = "Where the bytes are; absent until the variant is ready.") URI url) {}

  /** What was asked for, with every default made explicit. */
  @Schema(
      name = "Requested",
      description = "What was asked for, defaults made explicit.",
      requiredProperties = {
        "format",
        "quality",
        "maxResolution",
        "background",
        "compression",
        "autocrop"
      })
  public record Requested(
      KeyFormat format,
      Quality quality,
      @Schema(description = "Most pixels, width × height.", examples = "12000000")
          int maxResolution,
      @Schema(description = "null is transparent.", nullable = true, examples = "#ffffff")
          String background,
      @Schema(description = "1 to 100; no effect on png.", examples = "85") int compression,
      boolean autocrop) {}

  /** What was delivered. */
  @Schema(
      name = "Delivered",
      description = "What was delivered and is stored here.",
      requiredProperties = {"mediaType", "width", "height", "size", "sha256"})
  public record Delivered(
      @Schema(examples = "image/png") String mediaType,
      @Schema(description = "Pixels.", examples = "600") int width,
      @Schema(description = "Pixels.", examples = "400") int height,
      @Schema(description = "Bytes.", examples = "184321") long size,
      String sha256) {}
}
