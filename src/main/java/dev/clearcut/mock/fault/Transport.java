package dev.clearcut.mock.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the connection fails. */
public enum Transport {
  /** It is reset; there is no answer. */
  @JsonProperty("reset")
  RESET,

  /** The head of the answer and half of its body, then the connection is closed. */
  @JsonProperty("truncate")
  TRUNCATE,

  /** The whole answer, but its body in small pieces, spread over the fault's delay. */
  @JsonProperty("drip")
  DRIP,

  /** Nothing at all, until the client gives up. */
  @JsonProperty("hang")
  HANG;

  boolean answers() {
    return this == TRUNCATE || this == DRIP;
  }
}
