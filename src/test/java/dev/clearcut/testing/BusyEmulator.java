package dev.clearcut.testing;

import static dev.clearcut.testing.Patience.await;

import dev.clearcut.mock.removal.WorkQueue;
import io.quarkus.arc.Arc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An emulator that works on other images until this is closed: a paid call that is made meanwhile
 * waits for as long as the test likes, and is done then.
 */
public final class BusyEmulator implements AutoCloseable {

  /** As many as are worked on at a time unless it is configured; those behind them wait. */
  private static final int AT_A_TIME = 2;

  private static final Executor THREADS = task -> new Thread(task).start();

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<CompletableFuture<Void>> calls;
  private final int free;

  private BusyEmulator(int calls) {
    int before = queue().free();
    this.free = before - calls;
    this.calls =
        Stream.generate(() -> CompletableFuture.runAsync(this::occupy, THREADS))
            .limit(calls)
            .toList();
    awaitCalls(0);
  }

  /** Whoever comes next waits. */
  public static BusyEmulator busy() {
    return new BusyEmulator(AT_A_TIME);
  }

  /** Whoever comes next is sent away. */
  public static BusyEmulator full() {
    return new BusyEmulator(queue().free());
  }

  /** Waits until that many calls of others wait. */
  public void awaitCalls(int others) {
    await().until(() -> queue().free() == free - others);
  }

  @Override
  public void close() {
    end.countDown();
    calls.forEach(CompletableFuture::join);
  }

  private void occupy() {
    try {
      queue().run(this::awaitEnd);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitEnd() {
    try {
      if (!end.await(Patience.HUNG.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody has closed this");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WorkQueue queue() {
    return Arc.container().instance(WorkQueue.class).get();
  }
}
