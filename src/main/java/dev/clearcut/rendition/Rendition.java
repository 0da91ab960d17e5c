package dev.clearcut.rendition;

import dev.clearcut.api.model.Delivered;
import dev.clearcut.api.model.Origin;
import dev.clearcut.photo.Picture;
import dev.clearcut.variant.VariantSpec;
import java.math.BigDecimal;

/**
 * What others see of a rendition: one distinct result of a photo.
 *
 * @param fingerprint tells it from all other renditions of the photo
 * @param origin how it came to be
 * @param spec what was asked for; null when a selection made it
 * @param attempts how often the vendor was asked to make it
 * @param repurchases how often it was paid for again because the vendor had lost it
 * @param credits what it has cost so far
 * @param failure why the last try failed; null when none has
 * @param delivered what is stored; null unless it is ready
 */
public record Rendition(
    String id,
    String cutoutId,
    String fingerprint,
    Origin origin,
    VariantSpec spec,
    RenditionStatus status,
    int attempts,
    int repurchases,
    BigDecimal credits,
    String failure,
    Delivered delivered) {

  /** The id of the rendition that a spec stands for in a cutout. */
  public static String id(String cutoutId, VariantSpec spec) {
    return cutoutId + "/" + spec.fingerprint();
  }

  /** The id of the rendition that a picture is which a selection made. */
  public static String id(String cutoutId, Picture selected) {
    return cutoutId + "/" + fingerprint(selected);
  }

  /** By the bytes: a selection can be made again, and then it is another picture. */
  static String fingerprint(Picture selected) {
    return "selection-" + selected.sha256().substring(0, 22);
  }

  public boolean isReady() {
    return status == RenditionStatus.READY;
  }
}
