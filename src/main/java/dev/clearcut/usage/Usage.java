package dev.clearcut.usage;

import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was spent at the vendor, and what was not. */
@Schema(
    description = "What was spent at the vendor, and what was not.",
    requiredProperties = {"from", "to", "zone", "lines", "totals"})
public record Usage(
    @Schema(description = "First day.", examples = "2026-11-01") LocalDate from,
    @Schema(description = "Last day.", examples = "2026-11-21") LocalDate to,
    @Schema(
            implementation = String.class,
            description = "Time zone in which the days begin.",
            examples = "UTC")
        ZoneId zone,
    @Schema(description = "By day, operation and outcome, in this order.") List<Line> lines,
    Totals totals) {

  /** One day, operation and outcome. */
  @Schema(
      name = "UsageLine",
      description = "One day, operation and outcome.",
      requiredProperties = {
        "day",
        "operation",
        "outcome",
        "calls",
        "spent",
        "saved",
        "avoided",
        "uncertain"
      })
  public record Line(
      @Schema(examples = "2026-11-21") LocalDate day,
      @Schema(description = "The vendor's operation.", examples = "process") String operation,
      Outcome outcome,
      @Schema(description = "Calls to the vendor, or calls that were not needed.", examples = "12")
          long calls,
      @Schema(description = "Credits that the vendor charged.", examples = "13.5") BigDecimal spent,
      @Schema(
              description = "Credits not spent because the result was here already.",
              examples = "0.0")
          BigDecimal saved,
      @Schema(
              description =
                  "Credits not spent a second time because looking found what a lost answer had"
                      + " paid for.",
              examples = "0.0")
          BigDecimal avoided,
      @Schema(
              description = "Credits of which it is not known whether the vendor charged them.",
              examples = "0.0")
          BigDecimal uncertain) {

    static Line of(UsageSum sum) {
      BigDecimal credits = sum.credits();
      return switch (sum.outcome()) {
        case BOUGHT -> line(sum, credits, ZERO, ZERO, ZERO);
        case FOUND -> line(sum, credits, ZERO, credits, ZERO);
        case REUSED -> line(sum, ZERO, credits, ZERO, ZERO);
        case FAILED -> line(sum, ZERO, ZERO, ZERO, ZERO);
        case UNCONFIRMED, RESERVED -> line(sum, ZERO, ZERO, ZERO, credits);
      };
    }

    private static Line line(
        UsageSum sum,
        BigDecimal spent,
        BigDecimal saved,
        BigDecimal avoided,
        BigDecimal uncertain) {
      return new Line(
          sum.day(), sum.operation(), sum.outcome(), sum.calls(), spent, saved, avoided, uncertain);
    }
  }

  /** All lines together. */
  @Schema(
      name = "UsageTotals",
      description = "All lines together.",
      requiredProperties = {"spent", "saved", "avoided", "uncertain"})
  public record Totals(
      @Schema(examples = "13.5") BigDecimal spent,
      @Schema(examples = "4.0") BigDecimal saved,
      @Schema(examples = "1.0") BigDecimal avoided,
      @Schema(examples = "0.0") BigDecimal uncertain) {

    static Totals of(List<Line> lines) {
      Totals totals = new Totals(ZERO, ZERO, ZERO, ZERO);
      for (Line line : lines) {
        totals =
            new Totals(
                totals.spent.add(line.spent),
                totals.saved.add(line.saved),
                totals.avoided.add(line.avoided),
                totals.uncertain.add(line.uncertain));
      }
      return totals;
    }
  }
}
