package dev.clearcut.rendition;

import dev.clearcut.api.model.Delivered;
import dev.clearcut.variant.VariantSpec;
import java.math.BigDecimal;

/**
 * What others see of a rendition: one distinct result of a photo.
 *
 * @param attempts how often the vendor was asked to make it
 * @param repurchases how often it was paid for again because the vendor had lost it
 * @param credits what it has cost so far
 * @param failure why the last try failed; null when none has
 * @param delivered what is stored; null unless it is ready
 */
public record Rendition(
    String id,
    String cutoutId,
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

  public boolean isReady() {
    return status == RenditionStatus.READY;
  }
}
