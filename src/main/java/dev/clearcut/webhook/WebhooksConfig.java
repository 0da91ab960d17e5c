package dev.clearcut.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Who is told of what happens. */
@ConfigMapping(prefix = "clearcut.webhooks")
interface WebhooksConfig {

  /** Whether URLs may begin with {@code http:}; what is sent can be read on its way then. */
  @WithDefault("false")
  boolean http();

  /** Ports that URLs may name, beside 443 and 80. */
  Optional<Set<Integer>> ports();

  /** Hosts that URLs may name, each with all hosts below it; all public ones when not set. */
  Optional<Set<String>> hosts();

  /**
   * Hosts whose addresses may be private or loopback, such as those of your own network; there
   * every port is allowed.
   */
  Optional<Set<String>> privateHosts();

  /** How many webhooks there may be. */
  @WithDefault("50")
  int limit();

  /** To how many receivers a replica sends at a time. */
  @WithDefault("4")
  int parallel();

  /** How long a receiver may take to answer. */
  @WithDefault("PT15S")
  Duration timeout();

  /** How long messages are signed with the old secret as well after a rotation. */
  @WithDefault("PT24H")
  Duration oldSecret();

  /** How long messages are kept, delivered or not. At least P7D. */
  @WithDefault("P30D")
  Duration keep();

  /** How often messages are swept that are kept no longer; {@code off} for never. */
  @WithDefault("1h")
  String sweepEvery();
}
