package dev.clearcut.photo;

import dev.clearcut.backgroundcut.model.KeyFormat;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** What the vendor takes in the key dialect (page "Basic", "Supported input formats"). */
public enum PhotoFormat {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  AVIF("image/avif", "avif"),
  HEIC("image/heic", "heic");

  private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");
  private static final Set<String> HEIC_BRANDS =
      Set.of(
          "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1", "miaf");

  private final String mediaType;
  private final String extension;

  PhotoFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The format that the vendor was asked to deliver. */
  public static PhotoFormat of(KeyFormat delivered) {
    return switch (delivered) {
      case PNG -> PNG;
      case JPEG -> JPEG;
      case WEBP -> WEBP;
    };
  }

  /** The format of an ISO file by all its brands; empty when they are those of films, say. */
  static Optional<PhotoFormat> of(Set<String> brands) {
    if (!Collections.disjoint(brands, AVIF_BRANDS)) {
      return Optional.of(AVIF);
    }
    return Collections.disjoint(brands, HEIC_BRANDS) ? Optional.empty() : Optional.of(HEIC);
  }

  /**
   * The longest side, in pixels, of a file that is read or made: what decoders and encoders hold.
   */
  public int longestSide() {
    return switch (this) {
      case JPEG -> 65_500; // the format has 65,535
      case WEBP -> 16_383;
      case AVIF, HEIC -> 65_535;
      case PNG -> 1_000_000;
    };
  }

  public String mediaType() {
    return mediaType;
  }

  public String extension() {
    return extension;
  }
}
