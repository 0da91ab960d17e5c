package dev.clearcut.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** On its threads a replica gives signs of life and looks for those of others; tests replace it. */
@ApplicationScoped
class Housekeeper {

  private static final int THREADS = 3;

  ScheduledExecutorService threads() {
    return Executors.newScheduledThreadPool(THREADS, work -> new Thread(work, "work-housekeeper"));
  }
}
