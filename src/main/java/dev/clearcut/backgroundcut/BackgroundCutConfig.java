package dev.clearcut.backgroundcut;

import io.smallrye.config.ConfigMapping;

/** How we are known to the vendor. Its address is {@code quarkus.rest-client.backgroundcut.url}. */
@ConfigMapping(prefix = "clearcut.backgroundcut")
interface BackgroundCutConfig {

  /** API key of the account that pays; never logged, never part of an answer. */
  String apiKey();
}
