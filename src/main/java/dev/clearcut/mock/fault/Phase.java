package dev.clearcut.mock.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a fault strikes. */
public enum Phase {
  /** Before the key is looked at: the vendor's front is in trouble. */
  @JsonProperty("before")
  BEFORE,

  /** After the work was done and paid; calls that fail by themselves are not hit. */
  @JsonProperty("after")
  AFTER
}
