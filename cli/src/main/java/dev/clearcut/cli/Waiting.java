package dev.clearcut.cli;

import java.time.Duration;

/** Lets time pass; a test lets none pass. */
interface Waiting {

  void pass(Duration time);

  static void really(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop("Interrupted.");
    }
  }
}
