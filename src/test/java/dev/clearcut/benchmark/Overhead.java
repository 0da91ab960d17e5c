package dev.clearcut.benchmark;

import java.io.IOException;
import java.time.Duration;

/**
 * {@code POST /cutouts} from end to end, beside the four calls of the vendor that it cannot do
 * without: on photos of the same kind, in turn, each of them new to everybody.
 */
final class Overhead {

  private static final String PRESET = "transparent";
  private static final String VARIANT =
      "{\"output_key\": \"%s\", \"format\": \"png\", \"quality\": \"high\"}";

  private final Stack stack;

  private Overhead(Stack stack) {
    this.stack = stack;
  }

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    try (Stack stack = new Stack("-Xmx256m")) {
      Overhead overhead = new Overhead(stack);
      overhead.measure(report, 600, 400, quick ? 10 : 40);
      overhead.measure(report, 4000, 3000, quick ? 2 : 5);
    }
  }

  private void measure(Report report, int width, int height, int rounds)
      throws IOException, InterruptedException {
    byte[] photo = Pictures.photo(width, height);
    int warmUp = Math.max(1, rounds / 2);
    Figures ours = new Figures("ms");
    Figures bare = new Figures("ms");
    try (Connection service = stack.service().connect();
        Connection vendor = stack.emulator().connect()) {
      StepTimes before = StepTimes.of(stack.service());
      Duration cpuBefore = stack.service().cpu();
      for (int i = 0; i < warmUp + rounds; i++) {
        if (i == warmUp) {
          before = StepTimes.of(stack.service());
          cpuBefore = stack.service().cpu();
        }
        String name = "%dx%d-%d".formatted(width, height, i);
        byte[] one = Pictures.commented(photo, name + "-a");
        byte[] other = Pictures.commented(photo, name + "-b");
        long start = System.nanoTime();
        service.send(Cutouts.create(one, PRESET)).expect(201);
        long made = System.nanoTime();
        call(vendor, name, other);
        long called = System.nanoTime();
        if (i >= warmUp) {
          ours.add((made - start) / 1e6);
          bare.add((called - made) / 1e6);
        }
      }
      String what = "`POST /cutouts`, %d × %d pixels; baseline: the vendor's four calls";
      report.add(what.formatted(width, height), ours, bare);
      report.add(
          "of it, CPU of the service on average",
          "%d ms".formatted(stack.service().cpu().minus(cpuBefore).toMillis() / rounds),
          "",
          "");
      report.add(
          "of it, on average",
          StepTimes.of(stack.service()).since(before).describe(rounds, ours.mean()),
          "",
          "");
    }
  }

  private static void call(Connection vendor, String name, byte[] photo) throws IOException {
    String input = name + ".jpg";
    String output = name + ".png";
    vendor.send(Vendor.upload(input, photo)).ok();
    vendor.send(Vendor.process(input, VARIANT.formatted(output))).ok();
    Vendor.download(vendor, output);
  }
}
