package dev.clearcut.cutout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Deleting what a deleted cutout leaves behind. */
@ConfigMapping(prefix = "clearcut.deletions")
interface DeletionsConfig {

  /**
   * How often deletions are tried again that failed, such as at the vendor; {@code off} for never.
   */
  @WithDefault("30s")
  String retryEvery();
}
