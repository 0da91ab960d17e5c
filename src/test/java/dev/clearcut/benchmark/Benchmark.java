package dev.clearcut.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the scenarios that are named on the command line, or all, and writes the report. */
final class Benchmark {

  static final Path FOLDER = Path.of("target", "benchmark");

  interface Scenario {
    void run(Report report, boolean quick) throws IOException, InterruptedException;
  }

  private Benchmark() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    scenarios.put("json", JsonCalls::run);
    scenarios.put("delay", DelayedCalls::run);
    scenarios.put("uploads", ManyUploads::run);
    scenarios.put("start", StartUp::run);
    scenarios.put("photo", LargePhoto::run);
    run(scenarios, new Report("emulator"), Path.of("target", "benchmark.md"), arguments);
  }

  /** Runs what is named of the scenarios, or all. */
  static void run(Map<String, Scenario> scenarios, Report report, Path file, String... arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    List<String> words = Arrays.asList(arguments);
    boolean quick = words.contains("--quick");
    boolean all = words.stream().noneMatch(scenarios::containsKey);
    for (Map.Entry<String, Scenario> scenario : scenarios.entrySet()) {
      if (all || words.contains(scenario.getKey())) {
        scenario.getValue().run(report, quick);
      }
    }
    report.write(file, quick);
  }
}
