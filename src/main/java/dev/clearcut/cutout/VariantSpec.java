package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.Quality;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Everything that decides the pixels of a variant, with every default made explicit.
 *
 * @param maxResolution most pixels (width × height) of the result
 * @param background {@code #rrggbb} in lower case, or null for transparent
 * @param compression 1 (smallest) to 100 (best), for JPEG and WebP
 * @param autocrop whether the canvas is cropped to the subject
 */
record VariantSpec(
    KeyFormat format,
    Quality quality,
    int maxResolution,
    String background,
    int compression,
    boolean autocrop) {

  VariantSpec {
    if (format == KeyFormat.JPEG && background == null) {
      throw new IllegalArgumentException(
          "background is missing: JPEG cannot be transparent. Give a background such as"
              + " \"#ffffff\", or take the format png or webp.");
    }
    background = background == null ? null : background.toLowerCase(Locale.ROOT);
  }

  /** Fills what is left out (null) with the contract's defaults. */
  static VariantSpec of(
      KeyFormat format,
      Quality quality,
      Integer maxResolution,
      String background,
      Integer compression,
      Boolean autocrop) {
    KeyVariant filled =
        new KeyVariant("-", format, maxResolution, quality, background, compression, autocrop);
    return new VariantSpec(
        filled.format(),
        filled.quality(),
        filled.maxResolution(),
        filled.backgroundColor(),
        filled.outputCompression(),
        filled.autocrop());
  }

  /** What the vendor is asked for. */
  KeyVariant toKeyVariant(String outputKey) {
    return new KeyVariant(
        outputKey, format, maxResolution, quality, background, compression, autocrop);
  }

  /** As it is shown to callers. */
  Cutout.Requested requested() {
    return new Cutout.Requested(format, quality, maxResolution, background, compression, autocrop);
  }

  /**
   * 32 hexadecimal digits, equal for two specs exactly when the vendor's answer is the same: {@code
   * compression} does not count for PNG, which the vendor's pages call lossless.
   */
  String fingerprint() {
    String canonical =
        String.join(
            "|",
            "v1",
            format.value(),
            quality.value(),
            String.valueOf(maxResolution),
            background == null ? "transparent" : background,
            format == KeyFormat.PNG ? "lossless" : String.valueOf(compression),
            String.valueOf(autocrop));
    return DigestUtils.sha256Hex(canonical).substring(0, 32);
  }
}
