package dev.clearcut.cutout;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;

/** How far a variant is, or all variants of a cutout. */
enum VariantStatus {
  /** Asked for, not delivered yet. */
  @JsonProperty("pending")
  PENDING,
  /** Stored here; its bytes can be fetched. */
  @JsonProperty("ready")
  READY,
  /** The last try failed; asking again goes on from there. */
  @JsonProperty("failed")
  FAILED;

  /**
   * The status of all together: pending as long as one is, then failed when one has, else ready.
   */
  static VariantStatus of(Collection<VariantStatus> all) {
    if (all.contains(PENDING)) {
      return PENDING;
    }
    return all.contains(FAILED) ? FAILED : READY;
  }
}
