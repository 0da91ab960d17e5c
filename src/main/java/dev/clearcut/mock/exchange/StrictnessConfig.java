package dev.clearcut.mock.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How strictly the emulator keeps its callers to the contract. */
@ConfigMapping(prefix = "clearcut.mock")
interface StrictnessConfig {

  /** Whether what the vendor overlooks, such as a field it does not know, is answered with 400. */
  @WithDefault("false")
  boolean strict();
}
