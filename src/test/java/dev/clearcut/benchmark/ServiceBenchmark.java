package dev.clearcut.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures the service, packaged for production; {@code bench/service} starts it. */
final class ServiceBenchmark {

  private ServiceBenchmark() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Map<String, Benchmark.Scenario> scenarios = new LinkedHashMap<>();
    scenarios.put("overhead", Overhead::run);
    scenarios.put("start", ServiceStart::run);
    scenarios.put("idle", IdleReplicas::run);
    scenarios.put("growth", Growth::run);
    scenarios.put("reads", HotReads::run);
    scenarios.put("photos", ConcurrentPhotos::run);
    scenarios.put("batches", BatchThroughput::run);
    scenarios.put("viewers", BatchViewers::run);
    scenarios.put("archive", ArchiveMemory::run);
    Benchmark.run(
        scenarios, new Report("service"), Path.of("target", "benchmark-service.md"), arguments);
  }
}
