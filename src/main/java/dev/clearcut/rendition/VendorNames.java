package dev.clearcut.rendition;

import dev.clearcut.photo.PhotoFormat;

/**
 * What files are called at the vendor. The names are deterministic, so that a result can be asked
 * for after any failure.
 */
public final class VendorNames {

  private VendorNames() {}

  /** Where the vendor keeps the photo. */
  static String input(StoredPhoto photo) {
    return "clearcut/%s/source.%s".formatted(photo.sha256(), photo.format().extension());
  }

  /** Where the vendor puts a rendition. */
  static String output(StoredPhoto photo, RenditionEntity rendition) {
    return "clearcut/%s/%s.%s"
        .formatted(
            photo.sha256(), rendition.fingerprint, PhotoFormat.of(rendition.format).extension());
  }

  /** All that the vendor keeps of a photo, as its pattern. */
  public static String files(String sha256) {
    return "clearcut/%s/*".formatted(sha256);
  }
}
