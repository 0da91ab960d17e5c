package dev.clearcut.backgroundcut;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a call to the vendor is made again. */
@ConfigMapping(prefix = "clearcut.backgroundcut.retry")
interface RetryConfig {

  /** Repeats of one call; 0 for none. */
  @WithDefault("3")
  int most();

  /** Wait before the first repeat when the vendor gives no hint; each further one doubles it. */
  @WithDefault("PT0.25S")
  Duration delay();

  /** Most of such a wait. */
  @WithDefault("PT10S")
  Duration maxDelay();

  /**
   * The longest wait that the vendor may ask for by {@code Retry-After} and that is waited out; a
   * longer one is passed on to our caller at once, as at most a day.
   */
  @WithDefault("PT10S")
  Duration longestHint();

  /**
   * All repeats of all requests together, so that an ailing vendor is not asked many times over.
   */
  Budget budget();

  /** A bucket of tokens: a repeat takes one, a success puts a part of one back. */
  interface Budget {

    /** How many tokens the bucket holds, and begins with. */
    @WithDefault("100")
    int size();

    /** What a successful call puts back, 0 to 1. */
    @WithDefault("0.2")
    double perSuccess();
  }
}
