package dev.clearcut.cutout;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a variant is. */
enum VariantStatus {
  /** Asked for, not delivered yet. */
  @JsonProperty("pending")
  PENDING,
  /** Stored here; its bytes can be fetched. */
  @JsonProperty("ready")
  READY,
  /** The last try failed; asking again goes on from there. */
  @JsonProperty("failed")
  FAILED
}
