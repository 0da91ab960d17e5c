package dev.clearcut.rendition;

import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does the same with several things at once. All work of a replica shares a few threads; when none
 * of them is free, the caller's own does it, so nobody waits for a thread.
 */
@ApplicationScoped
class SideBySide {

  static final int THREADS = 16;
  private static final int IDLE_SECONDS = 30;
  private static final int LATE = Interceptor.Priority.APPLICATION + 1000;

  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> new Thread(work, "side-by-side"),
          (work, busy) -> work.run());

  /**
   * Returns when the work on each of them has ended, well or not.
   *
   * @throws RuntimeException of those that failed, the failure of the first one in the list
   */
  <T> void forEach(List<T> all, Consumer<T> work) {
    if (all.size() < 2) {
      all.forEach(work);
      return;
    }
    List<CompletableFuture<Void>> running =
        all.stream()
            .map(one -> Context.current().wrap(() -> work.accept(one)))
            .map(one -> CompletableFuture.runAsync(one, threads))
            .toList();
    running.forEach(one -> one.exceptionally(failure -> null).join());
    running.forEach(SideBySide::check);
  }

  private static void check(CompletableFuture<Void> ended) {
    try {
      ended.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** What still runs when the application has waited long enough is interrupted. */
  void stop(@Observes @Priority(LATE) ShutdownEvent event) {
    threads.shutdownNow();
  }
}
