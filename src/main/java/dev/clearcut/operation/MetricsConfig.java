package dev.clearcut.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is measured without being asked. */
@ConfigMapping(prefix = "clearcut.metrics")
interface MetricsConfig {

  /**
   * How often the metrics learn what only the database, the store and the checks of readiness know;
   * {@code off} for never.
   */
  @WithDefault("30s")
  String every();
}
