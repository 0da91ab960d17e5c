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

  private Patience() {}

  /** Waits until something is so; fails when it hangs. */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(HUNG);
  }
}
