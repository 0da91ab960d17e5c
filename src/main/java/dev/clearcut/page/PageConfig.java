package dev.clearcut.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The page on which people meet the service. */
@ConfigMapping(prefix = "clearcut.page")
interface PageConfig {

  /** Whether there is a page at {@code /}. */
  @WithDefault("true")
  boolean enabled();
}
