package dev.clearcut.backgroundcut;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How we are known to the vendor. Its address is {@code quarkus.rest-client.backgroundcut.url}. */
@ConfigMapping(prefix = "clearcut.backgroundcut")
interface BackgroundCutConfig {

  /** API key of the account that pays; never logged, never part of an answer. */
  String apiKey();

  /** For how long readiness is down after the vendor rejected the key, unless it is accepted. */
  @WithDefault("PT1M")
  Duration keyRecheck();

  /** Time for all calls of one piece of work, with their repeats and waits. */
  @WithDefault("PT10M")
  Duration deadline();
}
