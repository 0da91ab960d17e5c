package dev.clearcut.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for something that they do not count on a clock of their own: so long that
 * whoever is still waiting then waits for something that hangs, on however slow a machine.
 */
public final class Patience {

  /** Nothing that works takes so long. */
  public static final Duration HUNG = Duration.ofMinutes(5);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private Patience() {}

  /** Waits until something is so, which it often is already; fails when it hangs. */
  public static ConditionFactory await() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(BETWEEN_LOOKS).atMost(HUNG);
  }
}
