package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;

/**
 * The one place that builds names: in the vendor's space and in our object store. All are
 * deterministic, so that a result can be asked for after any failure.
 */
final class Keys {

  private Keys() {}

  /** The id of the rendition that a spec stands for in a cutout. */
  static String renditionId(String cutoutId, VariantSpec spec) {
    return cutoutId + "/" + spec.fingerprint();
  }

  /** Where the vendor keeps the photo. */
  static String vendorInput(CutoutEntity cutout) {
    return "clearcut/%s/source.%s".formatted(cutout.sha256, cutout.format.extension());
  }

  /** Where the vendor puts a rendition. */
  static String vendorOutput(CutoutEntity cutout, RenditionEntity rendition) {
    return "clearcut/%s/%s.%s"
        .formatted(cutout.sha256, rendition.fingerprint, extension(rendition.format));
  }

  /** All that the vendor keeps of a photo, as its pattern. */
  static String vendorFiles(String sha256) {
    return "clearcut/%s/*".formatted(sha256);
  }

  /** Where we keep the photo. */
  static String source(String cutoutId, PhotoFormat format) {
    return "cutouts/%s/source.%s".formatted(cutoutId, format.extension());
  }

  /** Where we keep a rendition. */
  static String rendition(RenditionEntity rendition) {
    return "cutouts/%s/%s.%s"
        .formatted(rendition.cutoutId, rendition.fingerprint, extension(rendition.format));
  }

  private static String extension(KeyFormat format) {
    return PhotoFormat.of(format).extension();
  }
}
