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

  /**
   * How many accounts are kept. When there are more, the one that was not used for longest is
   * forgotten; what it was charged stays in the sum of the forgotten ones.
   */
  @WithDefault("10000")
  int limit();

  /** How many charges of each account are kept one by one; their number and sum are of all. */
  @WithDefault("10000")
  int ledger();
}
