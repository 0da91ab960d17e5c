package dev.clearcut.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Set;

/** Who is let in. */
@ConfigMapping(prefix = "clearcut.access")
interface AccessConfig {

  /** Whether a caller without key and token may do everything. Only for private networks. */
  @WithDefault("false")
  boolean open();

  /** API keys by a name of your choice, which names the caller in logs. */
  Map<String, KeyConfig> keys();

  /** One API key. */
  interface KeyConfig {

    /** SHA-256 of the key, 64 hexadecimal digits; the key itself is never configured. */
    String sha256();

    /** What its holder may do: {@code reader}, {@code editor}, {@code operator}. */
    Set<Role> roles();
  }
}
