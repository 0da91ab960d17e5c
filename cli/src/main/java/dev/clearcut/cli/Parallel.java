package dev.clearcut.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few things at once; the first that goes wrong ends the others. */
final class Parallel implements AutoCloseable {

  private static final int AT_ONCE = 4;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE,
          work -> {
            Thread thread = new Thread(work, "clearcut");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Future<?>> begun = new ArrayList<>();

  void begin(Runnable work) {
    begun.add(threads.submit(work));
  }

  /** Waits for all, and throws what one of them has thrown. */
  void join() {
    try {
      for (Future<?> each : begun) {
        each.get();
      }
      begun.clear();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop("Interrupted.");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
