package dev.clearcut.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Who is let in. */
@ConfigMapping(prefix = "clearcut.access")
interface AccessConfig {

  /**
   * Whether a caller without key and token may do everything. Only for private networks. In
   * production the service starts only with this, with an API key, or with a provider of tokens.
   */
  @WithDefault("false")
  boolean open();

  /** API keys by a name of your choice, which names the caller in logs. */
  Map<String, KeyConfig> keys();

  /** How often each caller may call. */
  RateLimit rateLimit();

  /** A bucket of requests for each caller, refilled evenly. */
  interface RateLimit {

    /** How many requests a caller may make at once, and in {@code per}; 0 for no limit. */
    @WithDefault("0")
    long requests();

    /** In which an empty bucket is full again. */
    @WithDefault("PT1M")
    Duration per();

    /** How many callers are remembered; the one not seen for longest is forgotten first. */
    @WithDefault("10000")
    int callers();
  }

  /** One API key. */
  interface KeyConfig {

    /** SHA-256 of the key, 64 hexadecimal digits; the key itself is never configured. */
    String sha256();

    /**
     * What its holder may do: {@code reader}, {@code editor} or {@code operator}, each of which
     * includes the ones before it.
     */
    Set<Role> roles();
  }
}
