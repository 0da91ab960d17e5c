package dev.clearcut.mock.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** The emulator's accounts. */
@ConfigMapping(prefix = "clearcut.mock.accounts")
interface AccountConfig {

  /** Credits of a new account. */
  @WithDefault("1000.0")
  BigDecimal credits();

  /** The only API keys that are let in; every key is when this is not set. */
  Optional<Set<String>> only();
}
