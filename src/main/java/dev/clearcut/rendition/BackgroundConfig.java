package dev.clearcut.rendition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Work that nobody waits for. */
@ConfigMapping(prefix = "clearcut.background")
interface BackgroundConfig {

  /** How many cutouts are made at a time for callers that do not wait. */
  @WithDefault("8")
  int workers();

  /** How many more may wait for their turn; beyond that the answer is 429. */
  @WithDefault("200")
  int queue();
}
