package dev.clearcut.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table that the benchmark ends with. */
final class Report {

  private final String subject;
  private final List<String> rows = new ArrayList<>();

  /**
   * @param subject what is measured
   */
  Report(String subject) {
    this.subject = subject;
  }

  /** A figure of the subject beside its baseline. */
  void add(String what, String measured, String baseline, String ratio) {
    String row = "| %s | %s | %s | %s |".formatted(what, measured, baseline, ratio);
    System.out.println(row);
    rows.add(row);
  }

  /** A figure beside its baseline, and how they compare. */
  void add(String what, Figures measured, Figures baseline) {
    double ratio = measured.median() / baseline.median();
    add(what, measured.toString(), baseline.toString(), "%.2f".formatted(ratio));
  }

  /** A figure that could not be measured. */
  void skip(String what, String why) {
    add(what, "skipped: " + why, "", "");
  }

  void write(Path file, boolean quick) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Java %s, %d processors, load %.1f at the end. Median (least to most).%s"
            .formatted(
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                    .getSystemLoadAverage(),
                quick ? " A quick run: not to be quoted." : ""));
    lines.add("");
    lines.add("| | %s | baseline | ratio |".formatted(subject));
    lines.add("|---|---|---|---|");
    lines.addAll(rows);
    Files.write(file, lines);
    System.out.println("\nWritten to " + file);
  }
}
