package dev.clearcut.cutout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a request would do and cost; nothing is stored, sent or spent for it. */
@Schema(
    description = "What the request would do and cost. Nothing was stored, sent or spent.",
    requiredProperties = {"cutoutId", "known", "uploadNeeded", "variants", "credits", "allowed"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(
    @Schema(
            description = "The cutout's id, whether it exists or not.",
            examples = "f2e9d7e88b9d4ac9b6c3b1f0a5d4c3b2")
        String cutoutId,
    @Schema(description = "Whether this photo is here already.", examples = "true") boolean known,
    @Schema(
            description = "Whether the photo would be sent to the vendor; uploading is free.",
            examples = "false")
        boolean uploadNeeded,
    List<PlannedVariant> variants,
    @Schema(
            description = "Credits in all; at most, when something is looked for first.",
            examples = "1.5")
        BigDecimal credits,
    @Schema(
            description =
                "Whether the daily budget and, as far as it is known, the vendor's balance allow"
                    + " it.",
            examples = "true")
        boolean allowed,
    @Schema(description = "Why it is not allowed; absent when it is.") String refusal,
    @Schema(description = "The daily budget; absent when there is none.") Budget budget) {

  /** What would become of one variant. */
  @Schema(
      name = "PlannedVariant",
      description = "What would become of one variant.",
      requiredProperties = {"name", "action", "requested", "credits"})
  public record PlannedVariant(
      @Schema(examples = "amazon") String name,
      Action action,
      Cutout.Requested requested,
      @Schema(description = "What it adds to the bill.", examples = "1.0") BigDecimal credits) {}

  /** Where a variant would come from. */
  @Schema(
      name = "Action",
      description =
          "`reuse`: it is here, or another name of the request stands for the same; `buy`: the"
              + " vendor would make it; `look`: an earlier try may have paid for it, so it is"
              + " looked for first and bought only if it is not there.")
  public enum Action {
    @JsonProperty("reuse")
    REUSE,
    @JsonProperty("look")
    LOOK,
    @JsonProperty("buy")
    BUY
  }

  /** The budget of the day. */
  @Schema(
      name = "Budget",
      description = "The budget of the day.",
      requiredProperties = {"daily", "committed", "resetsAt"})
  public record Budget(
      @Schema(description = "Most credits of a day.", examples = "100.0") BigDecimal daily,
      @Schema(description = "Spent and set aside today.", examples = "12.5") BigDecimal committed,
      @Schema(description = "When the next day begins.", examples = "2026-11-22T00:00:00Z")
          Instant resetsAt) {}
}
