package dev.clearcut.mock.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The emulator's signed requests. */
@ConfigMapping(prefix = "clearcut.mock.signed-requests")
interface SignedRequestConfig {

  /** How long a signed request is good for, in whole seconds. */
  @WithDefault("PT5M")
  Duration lifetime();
}
