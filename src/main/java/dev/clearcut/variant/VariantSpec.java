package dev.clearcut.variant;

import dev.clearcut.api.model.Requested;
import dev.clearcut.api.model.VariantRequest;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.NamedFormat;
import dev.clearcut.backgroundcut.model.NamedVariant;
import dev.clearcut.backgroundcut.model.Quality;
import dev.clearcut.photo.PhotoFormat;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Everything that decides the pixels of a variant, with every default made explicit.
 *
 * @param maxResolution most pixels (width × height) of the result
 * @param background {@code #rrggbb} in lower case, or null for transparent
 * @param compression 1 (smallest) to 100 (best), for JPEG and WebP
 * @param autocrop whether the canvas is cropped to the subject
 */
public record VariantSpec(
    KeyFormat format,
    Quality quality,
    int maxResolution,
    String background,
    int compression,
    boolean autocrop) {

  public VariantSpec {
    if (format == KeyFormat.JPEG && background == null) {
      throw new IllegalArgumentException(
          "background is missing: JPEG cannot be transparent. Give a background such as"
              + " \"#ffffff\", or take the format png or webp.");
    }
    background = background == null ? null : background.toLowerCase(Locale.ROOT);
  }

  /** Fills what is left out (null) with the defaults of the document, which are the vendor's. */
  public static VariantSpec of(
      KeyFormat format,
      Quality quality,
      Integer maxResolution,
      String background,
      Integer compression,
      Boolean autocrop) {
    return of(
        new VariantRequest("-", format, quality, maxResolution, background, compression, autocrop));
  }

  /** What a caller asks for; a request has no defaults left to fill. */
  public static VariantSpec of(VariantRequest request) {
    return new VariantSpec(
        request.format(),
        request.quality(),
        request.maxResolution(),
        request.background(),
        request.compression(),
        request.autocrop());
  }

  /**
   * Checks that each wanted variant of a photo can be a file at all, before anything is paid.
   *
   * @param wanted by name
   * @param width of the photo, in pixels
   * @param height of the photo, in pixels
   * @throws HttpProblem 422 naming those that cannot
   */
  public static void requirePossible(Map<String, VariantSpec> wanted, int width, int height) {
    List<String> impossible =
        wanted.entrySet().stream()
            .flatMap(
                variant ->
                    variant.getValue().tooLong(width, height).stream()
                        .map(why -> "The variant \"%s\" %s".formatted(variant.getKey(), why)))
            .toList();
    if (!impossible.isEmpty()) {
      throw Problems.UNUSABLE_PHOTO.with(
          String.join(" ", impossible)
              + " Ask for the format png, or for a smaller maxResolution. Nothing was made and"
              + " nothing was charged.");
    }
  }

  /** Nobody knows how much a crop leaves before it is paid for: it may be the whole photo. */
  private Optional<String> tooLong(int width, int height) {
    int most = PhotoFormat.of(format).longestSide();
    if (Math.max(width, height) > most && autocrop) {
      return Optional.of(
          ("may be impossible: a side of the photo has %d pixels, and a %s has at most %d pixels."
                  + " Nobody knows what autocrop leaves of it before it is paid for.")
              .formatted(Math.max(width, height), format.value().toUpperCase(Locale.ROOT), most));
    }
    long side = longestSide(width, height);
    return side <= most
        ? Optional.empty()
        : Optional.of(
            "cannot be made: a side of it would have %d pixels, and a %s has at most %d pixels."
                .formatted(side, format.value().toUpperCase(Locale.ROOT), most));
  }

  /** In pixels, of a photo that is scaled down to what is asked for. */
  private long longestSide(int width, int height) {
    double pixels = (double) width * height;
    double scale = Math.min(1, Math.sqrt(maxResolution / pixels));
    long other = Math.max(1, (long) (Math.min(width, height) * scale));
    return Math.min((long) (Math.max(width, height) * scale), maxResolution / other);
  }

  /** What the vendor is asked for. */
  public KeyVariant toKeyVariant(String outputKey) {
    return new KeyVariant(
        outputKey, format, maxResolution, quality, background, compression, autocrop);
  }

  /** What the vendor is asked for in the filename dialect, whose word for JPEG is another. */
  public NamedVariant toNamedVariant(String name) {
    NamedFormat named =
        switch (format) {
          case PNG -> NamedFormat.PNG;
          case JPEG -> NamedFormat.JPG;
          case WEBP -> NamedFormat.WEBP;
        };
    return new NamedVariant(name, maxResolution, named, background, quality, compression, autocrop);
  }

  /** As a caller asks for it under a name. */
  public VariantRequest request(String name) {
    return new VariantRequest(
        name, format, quality, maxResolution, background, compression, autocrop);
  }

  /** As it is shown to callers. */
  public Requested requested() {
    return new Requested(format, quality, maxResolution, background, compression, autocrop);
  }

  /**
   * 32 hexadecimal digits, equal for two specs exactly when the vendor's answer is the same: {@code
   * compression} does not count for PNG, which the vendor's pages call lossless.
   */
  public String fingerprint() {
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
