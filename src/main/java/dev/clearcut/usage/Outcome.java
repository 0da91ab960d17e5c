package dev.clearcut.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What came of something that would cost credits. */
public enum Outcome {
  /** The vendor made it and charged. */
  @JsonProperty("bought")
  BOUGHT,
  /** The vendor made it and charged, its answer was lost, and looking found the result. */
  @JsonProperty("found")
  FOUND,
  /** It was here already: nothing was asked of the vendor. */
  @JsonProperty("reused")
  REUSED,
  /** The call failed in a way that says that nothing was charged. */
  @JsonProperty("failed")
  FAILED,
  /** The answer was lost, and looking found nothing: whether it was charged is not known. */
  @JsonProperty("unconfirmed")
  UNCONFIRMED,
  /** Set aside for a call that is under way, or whose answer was lost and not looked for yet. */
  @JsonProperty("reserved")
  RESERVED;

  /** The word for it, as in the report. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
