package dev.clearcut.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Deleting what a deleted cutout leaves behind. */
@ConfigMapping(prefix = "clearcut.deletions")
interface DeletionsConfig {

  /**
   * How often deletions are tried that failed, such as at the vendor, or that found no place;
   * {@code off} for never.
   */
  @WithDefault("30s")
  String retryEvery();

  /**
   * How many cutouts at a time are deleted in the store and at the vendor as soon as their rows are
   * gone; what finds no place waits for the next round of {@code retry-every}.
   */
  @WithDefault("4")
  int workers();

  /** How long to wait after the first failure of a deletion; doubled with each, up to 128 times. */
  @WithDefault("PT30S")
  Duration pause();
}
