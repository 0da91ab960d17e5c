package dev.clearcut.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Work that no caller waits for. */
@ConfigMapping(prefix = "clearcut.work")
public interface WorkConfig {

  /**
   * How much work a replica does at a time that no caller waits for: cutouts, deletions, sweeps.
   */
  @WithDefault("16")
  int threads();

  /**
   * How many cutouts may be under way or wait for callers that do not wait, at all replicas
   * together; beyond that the answer is 429.
   */
  @WithDefault("400")
  int queue();

  /**
   * How long a replica counts as alive from its last sign of life on; it gives four in that time.
   * So much later others go on with its work, and may claim what it had claimed.
   */
  @WithDefault("PT20S")
  Duration lease();

  /** How often a replica looks for work that others left to it; its own begins in its time. */
  @WithDefault("PT3S")
  Duration pollEvery();

  /** How long running work may take to end when the application stops; then it is given up. */
  @WithDefault("PT20S")
  Duration shutdownPatience();
}
