package dev.clearcut.backgroundcut;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Until when the vendor calls of one piece of work may go on, with all their repeats and waits. No
 * call is begun after it, and no wait that would go beyond it.
 */
public final class Deadline {

  private final InstantSource clock;
  private final Instant end;

  /** A deadline so long from now. */
  Deadline(Duration time, InstantSource clock) {
    this.clock = clock;
    this.end = clock.instant().plus(time);
  }

  /** Whether there is time left after a wait, however long that is. */
  boolean allows(Duration wait) {
    return wait.compareTo(Duration.between(clock.instant(), end)) < 0;
  }
}
