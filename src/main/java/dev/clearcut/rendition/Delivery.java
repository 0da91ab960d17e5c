package dev.clearcut.rendition;

import dev.clearcut.photo.Picture;
import dev.clearcut.variant.VariantSpec;
import java.math.BigDecimal;

/**
 * A result that is in our store, and in no row so far.
 *
 * @param picture the checked file
 * @param objectKey where our store has it
 * @param credits what it cost
 */
public record Delivery(
    String cutoutId, VariantSpec spec, Picture picture, String objectKey, BigDecimal credits) {

  String renditionId() {
    return Rendition.id(cutoutId, spec);
  }
}
