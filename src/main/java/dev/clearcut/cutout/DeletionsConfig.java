package dev.clearcut.cutout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Deleting what a deleted cutout leaves behind. */
@ConfigMapping(prefix = "clearcut.deletions")
interface DeletionsConfig {

  /**
   * How often deletions are tried again that failed, such as at the vendor; {@code off} for never.
   */
  @WithDefault("30s")
  String retryEvery();

  /** How long to wait after the first failure of a deletion; doubled with each, up to 128 times. */
  @WithDefault("PT30S")
  Duration pause();
}
