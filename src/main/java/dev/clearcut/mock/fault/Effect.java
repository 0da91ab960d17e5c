package dev.clearcut.mock.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to the files of a call. */
public enum Effect {
  /** The files that the call names are deleted. */
  @JsonProperty("lose-file")
  LOSE_FILE,

  /** The call lands on a server that does not have the file, although it exists: 404. */
  @JsonProperty("wrong-region")
  WRONG_REGION
}
