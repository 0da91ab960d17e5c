package dev.clearcut.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What of this application runs. */
@ConfigMapping(prefix = "clearcut.service")
interface ServiceConfig {

  /**
   * {@code false}, in the sandbox: the emulator only; no database is started, and the service's
   * routes are gone.
   */
  @WithDefault("true")
  boolean enabled();
}
