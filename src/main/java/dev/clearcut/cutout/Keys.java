package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The one place that builds names. Those in the vendor's space are deterministic, so that a result
 * can be asked for after any failure. Those in our object store are never used twice: whoever
 * deletes an object can meet nobody who is just writing it again.
 */
final class Keys {

  private static final Pattern CUTOUT_ID = Pattern.compile("[0-9a-f]{32}");

  /** Where the objects of all cutouts are. */
  static final String FOLDER = "cutouts/";

  private Keys() {}

  /** Whether a caller's text can be the id of a cutout; a database need not see any other. */
  static boolean isCutoutId(String text) {
    return CUTOUT_ID.matcher(text).matches();
  }

  /** The id of the rendition that a spec stands for in a cutout. */
  static String renditionId(String cutoutId, VariantSpec spec) {
    return cutoutId + "/" + spec.fingerprint();
  }

  /** Where the vendor keeps the photo. */
  static String vendorInput(StoredPhoto photo) {
    return "clearcut/%s/source.%s".formatted(photo.sha256(), photo.format().extension());
  }

  /** Where the vendor puts a rendition. */
  static String vendorOutput(StoredPhoto photo, RenditionEntity rendition) {
    return "clearcut/%s/%s.%s"
        .formatted(photo.sha256(), rendition.fingerprint, extension(rendition.format));
  }

  /** All that the vendor keeps of a photo, as its pattern. */
  static String vendorFiles(String sha256) {
    return "clearcut/%s/*".formatted(sha256);
  }

  /** A new name in our store for a photo. */
  static String newSource(Photo photo) {
    return object(photo.cutoutId(), "source", photo.format().extension());
  }

  /** A new name in our store for a rendition. */
  static String newRendition(RenditionEntity rendition) {
    return object(rendition.cutoutId, rendition.fingerprint, extension(rendition.format));
  }

  private static String object(String cutoutId, String what, String extension) {
    return FOLDER + "%s/%s-%s.%s".formatted(cutoutId, what, UUID.randomUUID(), extension);
  }

  private static String extension(KeyFormat format) {
    return PhotoFormat.of(format).extension();
  }
}
