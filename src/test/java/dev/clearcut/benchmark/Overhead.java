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
  private final Connection service;
  private final Connection vendor;

  private Overhead(Stack stack, Connection service, Connection vendor) {
    this.stack = stack;
    this.service = service;
    this.vendor = vendor;
  }

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    try (Stack stack = new Stack("-Xmx256m");
        Connection service = stack.service().connect();
        Connection vendor = stack.emulator().connect()) {
      Overhead overhead = new Overhead(stack, service, vendor);
      overhead.inTurn(64, 48, quick ? 20 : 120, new Figures("ms"), new Figures("ms")); // warms up
      overhead.measure(report, 600, 400, quick ? 10 : 40);
      overhead.measure(report, 4000, 3000, quick ? 2 : 5);
    }
  }

  private void measure(Report report, int width, int height, int rounds)
      throws IOException, InterruptedException {
    Figures ours = new Figures("ms");
    Figures bare = new Figures("ms");
    StepTimes before = StepTimes.of(stack.service());
    Duration cpuBefore = stack.service().cpu();
    inTurn(width, height, rounds, ours, bare);
    Duration cpu = stack.service().cpu().minus(cpuBefore);
    String what = "`POST /cutouts`, %d × %d pixels; baseline: the vendor's four calls";
    report.add(what.formatted(width, height), ours, bare);
    report.add(
        "of it, CPU of the service on average", "%d ms".formatted(cpu.toMillis() / rounds), "", "");
    report.add(
        "of it, on average",
        StepTimes.of(stack.service()).since(before).describe(rounds, ours.mean()),
        "",
        "");
  }

  private void inTurn(int width, int height, int rounds, Figures ours, Figures bare)
      throws IOException {
    byte[] photo = Pictures.photo(width, height);
    for (int i = 0; i < rounds; i++) {
      String name = "%dx%d-%d".formatted(width, height, i);
      byte[] one = Pictures.commented(photo, name + "-a");
      byte[] other = Pictures.commented(photo, name + "-b");
      long start = System.nanoTime();
      service.send(Cutouts.create(one, PRESET)).expect(201);
      long made = System.nanoTime();
      call(vendor, name, other);
      long called = System.nanoTime();
      ours.add((made - start) / 1e6);
      bare.add((called - made) / 1e6);
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
