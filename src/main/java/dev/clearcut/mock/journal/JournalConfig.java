package dev.clearcut.mock.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The emulator's journal. */
@ConfigMapping(prefix = "clearcut.mock.journal")
public interface JournalConfig {

  /** How many calls are kept; the oldest goes first. */
  @WithDefault("10000")
  int size();

  /**
   * Whether bodies and files are digested with SHA-256, which costs some milliseconds per megabyte.
   */
  @WithDefault("true")
  boolean digests();
}
