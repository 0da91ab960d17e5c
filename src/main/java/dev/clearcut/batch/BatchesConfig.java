package dev.clearcut.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Many photos, one job. */
@ConfigMapping(prefix = "clearcut.batches")
interface BatchesConfig {

  /** How many items of batches are made at a time, by all replicas together. */
  @WithDefault("8")
  int parallel();

  /**
   * How often an item is begun when the vendor fails, before it counts as failed; as often, before
   * that, its photo is fetched.
   */
  @WithDefault("6")
  int tries();

  /**
   * How long an item or a batch waits after the first failure of the vendor, or of the server that
   * has the photo; twice as long after each further one, up to 5 minutes.
   */
  @WithDefault("PT5S")
  Duration pause();
}
