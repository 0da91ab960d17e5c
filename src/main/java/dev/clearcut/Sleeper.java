package dev.clearcut;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Lets time pass; tests replace it. */
@ApplicationScoped
public class Sleeper {

  /**
   * Returns after {@code pause}.
   *
   * @throws IllegalStateException when the thread is asked to stop
   */
  public void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting", e);
    }
  }
}
