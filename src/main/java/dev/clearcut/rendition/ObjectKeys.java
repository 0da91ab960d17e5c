package dev.clearcut.rendition;

import dev.clearcut.photo.PhotoFormat;
import dev.clearcut.photo.Picture;
import dev.clearcut.variant.VariantSpec;
import java.util.UUID;

/**
 * What objects are called in our store. No name is used twice: whoever deletes an object can meet
 * nobody who is just writing it again.
 */
public final class ObjectKeys {

  /** Where the objects of all cutouts are. */
  public static final String FOLDER = "cutouts/";

  private ObjectKeys() {}

  /** A new name for a photo. */
  public static String newSource(Picture photo) {
    return key(photo.cutoutId(), "source", photo.format());
  }

  /** A new name for a rendition. */
  static String newRendition(String cutoutId, VariantSpec spec) {
    return key(cutoutId, spec.fingerprint(), PhotoFormat.of(spec.format()));
  }

  /**
   * A new name for a picture that a selection shows, or that is kept of it.
   *
   * @param id of the selection, or of the cutout
   */
  public static String newSelection(String id) {
    return key(id, "selection", PhotoFormat.PNG);
  }

  private static String key(String cutoutId, String what, PhotoFormat format) {
    return FOLDER + "%s/%s-%s.%s".formatted(cutoutId, what, UUID.randomUUID(), format.extension());
  }
}
