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
    if (List.of(arguments).contains("photos")) { // takes longer than all others together
      scenarios.put("photos", ManyPhotos::run);
    }
    run(scenarios, new Report("emulator"), Path.of("target", "benchmark.md"), arguments);
  }

  /** Runs what is named of the scenarios, or all; one that fails does not end the others. */
  static void run(Map<String, Scenario> scenarios, Report report, Path file, String... arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    List<String> words = Arrays.asList(arguments);
    boolean quick = words.contains("--quick");
    boolean all = words.stream().noneMatch(scenarios::containsKey);
    IOException failed = null;
    for (Map.Entry<String, Scenario> scenario : scenarios.entrySet()) {
      if (all || words.contains(scenario.getKey())) {
        try {
          scenario.getValue().run(report, quick);
        } catch (IOException e) {
          report.skip(scenario.getKey(), "it failed");
          failed = e;
        }
      }
    }
    report.write(file, quick);
    if (failed != null) {
      throw failed;
    }
  }
}
