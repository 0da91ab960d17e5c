package dev.clearcut.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Limits on what is spent at the vendor, checked before each paid call. */
@ConfigMapping(prefix = "clearcut.credits")
interface CreditsConfig {

  /** Most credits that may be spent on one day, by all replicas together; no limit when not set. */
  Optional<BigDecimal> dailyBudget();

  /** When less than this part of the daily budget is left, {@code credits.low} is told. */
  @WithDefault("0.1")
  BigDecimal lowBelow();

  /** Time zone in which the day of the budget and of the usage report begins. */
  @WithDefault("UTC")
  ZoneId zone();

  /**
   * How long calls that cost as much are refused here after the vendor said that the credits do not
   * suffice; zero asks the vendor each time.
   */
  @WithDefault("PT1M")
  Duration balanceRecheck();
}
