package dev.clearcut.operation;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is measured without being asked. No bean asks for it; the scheduler reads its default. */
@Unremovable
@ConfigMapping(prefix = "clearcut.metrics")
interface MetricsConfig {

  /**
   * How often the metrics learn what only the database, the store and the checks of readiness know;
   * {@code off} for never.
   */
  @WithDefault("15s")
  String every();
}
