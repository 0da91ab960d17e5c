package dev.clearcut.rendition;

import dev.clearcut.api.model.VariantStatus;
import java.util.Collection;

/** How far a variant is, or all variants of a cutout. */
public enum RenditionStatus {
  /** Asked for, not delivered yet. */
  PENDING,
  /** Stored here; its bytes can be fetched. */
  READY,
  /** The last try failed; asking again goes on from there. */
  FAILED;

  /**
   * The status of all together: pending as long as one is, then failed when one has, else ready.
   */
  public static RenditionStatus of(Collection<RenditionStatus> all) {
    if (all.contains(PENDING)) {
      return PENDING;
    }
    return all.contains(FAILED) ? FAILED : READY;
  }

  /** As callers see it. */
  public VariantStatus shown() {
    return VariantStatus.valueOf(name());
  }
}
