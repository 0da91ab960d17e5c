package dev.clearcut.mock.fault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The emulator's faults. */
@ConfigMapping(prefix = "clearcut.mock.faults")
interface FaultConfig {

  /** How many faults there may be at a time. */
  @WithDefault("1000")
  int limit();

  /** When a hanging call is reset after all, so that forgotten ones do not pile up. */
  @WithDefault("PT10M")
  Duration longestHang();

  /**
   * How many calls are held for clients that have gone. When one more client goes, its call is not
   * done.
   */
  @WithDefault("1000")
  int abandoned();
}
