package dev.clearcut.cutout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests for the same result agree on who pays for it. */
@ConfigMapping(prefix = "clearcut.claims")
interface ClaimsConfig {

  /**
   * How long a claim lasts unless it is renewed: so much later the work of a dead replica goes on.
   */
  @WithDefault("PT30S")
  Duration lease();

  /** How often the claims of running work are renewed; well below the lease. */
  @WithDefault("PT10S")
  Duration renewEvery();

  /** How long a request waits for a result that another one is having made. */
  @WithDefault("PT1M")
  Duration patience();

  /**
   * How long a paid call may go on at the vendor when nobody has seen its end: so long its results
   * are looked for before anything is paid again.
   */
  @WithDefault("PT1M")
  Duration grace();

  /** How often work is looked for whose holder died; {@code off} for never. */
  @WithDefault("10s")
  String sweepEvery();

  /** How long running work may take to end when the application stops; then it is given up. */
  @WithDefault("PT20S")
  Duration shutdownPatience();
}
