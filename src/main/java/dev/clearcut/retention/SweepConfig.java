package dev.clearcut.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Cleaning the object store. */
@ConfigMapping(prefix = "clearcut.storage")
interface SweepConfig {

  /** How often objects are looked for that belong to nothing; {@code off} for never. */
  @WithDefault("1h")
  String sweepEvery();

  /**
   * How old such an object must be to be deleted: longer than any request runs, and than the clocks
   * of store and service differ. At least PT1H.
   */
  @WithDefault("PT24H")
  Duration orphanGrace();
}
