package dev.clearcut.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long cutouts are kept. */
@ConfigMapping(prefix = "clearcut.retention")
interface RetentionConfig {

  /**
   * How long a cutout is kept from when it was first made, such as {@code P90D}; for ever when not
   * set. At least PT1H.
   */
  Optional<Duration> keep();

  /** How often older ones are deleted; {@code off} for only by {@code POST /retention/runs}. */
  @WithDefault("1h")
  String every();
}
