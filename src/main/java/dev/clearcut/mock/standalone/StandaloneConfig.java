package dev.clearcut.mock.standalone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The emulator as a process that another one has started. */
@ConfigMapping(prefix = "clearcut.mock.process")
public interface StandaloneConfig {

  /**
   * Whether the packaged emulator ends when its standard input does: so it never outlives the tests
   * that started it, however they end.
   */
  @WithDefault("false")
  boolean endsWithInput();
}
