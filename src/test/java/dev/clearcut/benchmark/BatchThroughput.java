package dev.clearcut.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch on one, two and three replicas. The vendor costs no processor time: it has made every
 * result before, and waits for half a second. As many items are made at once for each replica, so
 * that what is compared is what the replicas cost each other.
 */
final class BatchThroughput {

  /** So few that three replicas do not need all of two cores. */
  private static final int AT_ONCE_EACH = Integer.getInteger("batch.lanes", 2);

  /** For one replica; twice as many for two. */
  private static final int ITEMS = Integer.getInteger("batch.items", 600);

  private static final int QUICK = 50;
  private static final int MOST_REPLICAS = 3;
  private static final String DELAY = "{\"operation\": \"process\", \"delay\": \"PT0.5S\"}";

  private BatchThroughput() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int items = quick ? QUICK : ITEMS;
    Measured one = measure(1, items);
    one.report(report, one);
    for (int replicas = 2; replicas <= MOST_REPLICAS; replicas++) {
      measure(replicas, replicas * items).report(report, one);
    }
  }

  private record Measured(int replicas, int items, double rate, double cpu, double statements) {

    void report(Report report, Measured one) {
      String what = "a batch of %,d photos, %d replicas; baseline: one".formatted(items, replicas);
      add(report, what + ": items a second", "%.1f /s", rate, one.rate, replicas);
      add(report, "the same: CPU of the replicas for each item", "%.1f ms", cpu, one.cpu, 1);
      add(report, "the same: statements", "%.1f", statements, one.statements, 1);
    }

    private static void add(
        Report report, String what, String format, double ours, double one, int times) {
      report.add(
          what,
          format.formatted(ours),
          format.formatted(one),
          "%.2f".formatted(ours / one / times));
    }
  }

  private static Measured measure(int replicas, int items)
      throws IOException, InterruptedException {
    String option = "-Dclearcut.batches.parallel=" + replicas * AT_ONCE_EACH;
    List<Server> all = new ArrayList<>();
    try (Stack stack = Stack.counting("-Xmx256m", option)) {
      all.add(stack.service());
      try {
        while (all.size() < replicas) {
          all.add(stack.replica("-Xmx256m", option));
        }
        return measure(stack, all, items);
      } finally {
        for (Server more : all.subList(1, all.size())) {
          more.close();
        }
      }
    }
  }

  private static Measured measure(Stack stack, List<Server> replicas, int items)
      throws IOException, InterruptedException {
    byte[] photo = Pictures.photo(64, 48);
    try (Connection service = stack.service().connect();
        Connection vendor = stack.emulator().connect()) {
      // A hundred for each replica warm all of them up.
      int warming = 100 * replicas.size();
      prime(vendor, photo, warming + items);
      vendor.send(Vendor.json("/mock/faults", DELAY)).expect(201);
      Batch first = Batch.filled(service, warming, "webp", i -> named(photo, i));
      first.start();
      first.awaitReady();

      Batch batch = Batch.filled(service, items, "webp", i -> named(photo, warming + i));
      Duration cpuBefore = cpu(replicas);
      Statements statements = stack.statements();
      statements.reset();
      long start = System.nanoTime();
      batch.start();
      batch.awaitReady();
      double seconds = (System.nanoTime() - start) / 1e9;
      long executed = statements.count();
      return new Measured(
          replicas.size(),
          items,
          items / seconds,
          (double) cpu(replicas).minus(cpuBefore).toMillis() / items,
          (double) executed / items);
    }
  }

  private static byte[] named(byte[] photo, int item) {
    return Pictures.commented(photo, "item-" + item);
  }

  /** Has the vendor make every result once. */
  private static void prime(Connection vendor, byte[] photo, int items) throws IOException {
    for (int i = 0; i < items; i++) {
      vendor.send(Vendor.upload("prime.jpg", named(photo, i))).ok();
      String output =
          "{\"output_key\": \"prime.webp\", %s}".formatted(Batch.VARIANT.formatted("webp"));
      vendor.send(Vendor.process("prime.jpg", output)).ok();
    }
  }

  private static Duration cpu(List<Server> servers) {
    return servers.stream().map(Server::cpu).reduce(Duration.ZERO, Duration::plus);
  }
}
