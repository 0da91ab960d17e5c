package dev.clearcut.mock.removal;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** How much image work the emulator takes on. */
@ConfigMapping(prefix = "clearcut.mock.work")
interface WorkConfig {

  /** Calls that are worked on at a time, 1 to 50; one a core, at most two, when this is not set. */
  OptionalInt concurrent();

  /**
   * Calls that wait for their turn, 0 to 100. One more is answered with 503 and {@code
   * Retry-After}, and charged nothing.
   */
  @WithDefault("32")
  int queue();

  /**
   * Room on the disk for results that are kept to be given out again when the same photo is
   * processed in the same way, by whatever account, and charged each time; 0 renders every time.
   */
  @WithDefault("256M")
  MemorySize remembered();
}
