package dev.clearcut.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * The same request again and again over a number of connections, each waiting for its answer.
 *
 * @param wall how long it took
 * @param cpu what of the processors the server took meanwhile
 * @param latencies of each answer in nanoseconds, sorted
 */
record Load(Duration wall, Duration cpu, long[] latencies) {

  static Load run(Server server, int connections, Duration duration, Request request)
      throws InterruptedException {
    return run(server, connections, duration, request, 200);
  }

  static Load run(
      Server server, int connections, Duration duration, Request request, int expectedStatus)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      Duration cpuBefore = server.cpu();
      long start = System.nanoTime();
      List<Future<long[]>> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        parts.add(
            threads.submit(
                () -> send(server, request, expectedStatus, start + duration.toNanos())));
      }
      LongStream all = LongStream.empty();
      for (Future<long[]> part : parts) {
        all = LongStream.concat(all, LongStream.of(part.get()));
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      return new Load(wall, server.cpu().minus(cpuBefore), all.sorted().toArray());
    } catch (java.util.concurrent.ExecutionException e) {
      throw new CompletionException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] send(Server server, Request request, int expectedStatus, long end) {
    LongStream.Builder latencies = LongStream.builder();
    try (Connection connection = server.connect()) {
      for (long now = System.nanoTime(); now < end; ) {
        connection.send(request).expect(expectedStatus);
        long after = System.nanoTime();
        latencies.add(after - now);
        now = after;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return latencies.build().toArray();
  }

  double cpuMicrosPerRequest() {
    return cpu.toNanos() / 1e3 / latencies.length;
  }

  double requestsPerSecond() {
    return latencies.length * 1e9 / wall.toNanos();
  }

  double percentileMillis(int percent) {
    return latencies[(int) (latencies.length * (percent / 100.0))] / 1e6;
  }
}
