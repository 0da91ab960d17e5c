package dev.clearcut.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the service grows beside the bare calls of the vendor: with variants, pixels, callers and
 * replicas. Each photo is new to everybody.
 */
final class Growth {

  private static final int[] VARIANTS = {1, 2, 4, 8};
  private static final int[][] SIZES = {{600, 400}, {1200, 800}, {2400, 1600}, {4000, 3000}};
  private static final int[] CALLERS = {1, 2, 4, 8};

  /** How many cutouts a service has made before: the JVM compiles what it runs often. */
  private static final int[] MADE_BEFORE = {1_000, 5_000};

  private static final int A_FEW = 96;

  private final Stack stack;
  private final Report report;
  private final boolean quick;
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();

  private Growth(Stack stack, Report report, boolean quick) {
    this.stack = stack;
    this.report = report;
    this.quick = quick;
  }

  /** Something that a caller asks for again and again. */
  private interface Job {
    void run(Connection connection, byte[] photo, String name) throws IOException;
  }

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    try (Stack stack = new Stack("-Xmx256m")) {
      Growth growth = new Growth(stack, report, quick);
      growth.warmUp();
      growth.variants();
      growth.pixels();
      growth.callers();
      growth.replicas();
      growth.experience();
    }
  }

  private void warmUp() throws IOException {
    byte[] photo = Pictures.photo(64, 48);
    for (int i = 0; i < (quick ? 20 : 300); i++) {
      compare(photo, 1, 1, new Figures("ms"), new Figures("ms"));
    }
  }

  private void variants() throws IOException {
    byte[] photo = Pictures.photo(600, 400);
    for (int variants : VARIANTS) {
      measure("%d variants, 600 × 400 pixels".formatted(variants), photo, variants, quick ? 3 : 15);
    }
  }

  private void pixels() throws IOException {
    for (int[] size : SIZES) {
      byte[] photo = Pictures.photo(size[0], size[1]);
      double megapixels = size[0] * size[1] / 1e6;
      measure("1 variant, %.2f megapixels".formatted(megapixels), photo, 1, quick ? 2 : 7);
    }
  }

  private void measure(String what, byte[] photo, int variants, int rounds) throws IOException {
    Figures ours = new Figures("ms");
    Figures bare = new Figures("ms");
    compare(photo, variants, rounds, ours, bare);
    report.add("`POST /cutouts`, " + what, ours, bare);
  }

  private void compare(byte[] photo, int variants, int rounds, Figures ours, Figures bare)
      throws IOException {
    try (Connection service = stack.service().connect();
        Connection vendor = stack.emulator().connect()) {
      for (int i = 0; i < rounds; i++) {
        ours.add(millis(cutout(variants), service, photo));
        bare.add(millis(calls(variants), vendor, photo));
      }
    }
  }

  private double millis(Job job, Connection connection, byte[] photo) throws IOException {
    String name = "growth-" + number.incrementAndGet();
    byte[] unseen = Pictures.commented(photo, name);
    long start = System.nanoTime();
    job.run(connection, unseen, name);
    return (System.nanoTime() - start) / 1e6;
  }

  private Job cutout(int variants) {
    return (service, photo, name) -> {
      service.send(Cutouts.create(photo, variants)).expect(201);
      made.incrementAndGet();
    };
  }

  private static Job calls(int variants) {
    return (vendor, photo, name) -> {
      List<String> keys =
          IntStream.range(0, variants).mapToObj(i -> "%s-%d.webp".formatted(name, i)).toList();
      String outputs =
          keys.stream()
              .map("{\"output_key\": \"%s\", \"format\": \"webp\"}"::formatted)
              .collect(Collectors.joining(", "));
      vendor.send(Vendor.upload(name + ".jpg", photo)).ok();
      vendor.send(Vendor.process(name + ".jpg", outputs)).ok();
      for (String key : keys) {
        Vendor.download(vendor, key);
      }
    };
  }

  private void callers() throws IOException, InterruptedException {
    for (int callers : CALLERS) {
      Figures ours = new Figures("/s");
      Figures bare = new Figures("/s");
      for (int i = 0; i < (quick ? 1 : 3); i++) {
        ours.add(rate(cutout(1), callers, List.of(stack.service())));
        bare.add(rate(calls(1), callers, List.of(stack.emulator())));
      }
      report.add(
          "cutouts a second of 64 × 48 pixels, callers at once: %d".formatted(callers), ours, bare);
    }
  }

  /** The baseline is one replica. */
  private void replicas() throws IOException, InterruptedException {
    int callers = CALLERS[CALLERS.length - 1];
    try (Server second = stack.replica("-Xmx256m")) {
      List<Server> both = List.of(stack.service(), second);
      rate(cutout(1), callers, both); // warms the second up
      Figures two = new Figures("/s");
      Figures one = new Figures("/s");
      for (int i = 0; i < (quick ? 1 : 3); i++) {
        two.add(rate(cutout(1), callers, both));
        one.add(rate(cutout(1), callers, List.of(stack.service())));
      }
      report.add("the same, %d callers, two replicas; baseline: one".formatted(callers), two, one);
    }
  }

  private void experience() throws IOException, InterruptedException {
    int callers = CALLERS[CALLERS.length - 1];
    int few = quick ? 16 : 5 * A_FEW;
    byte[] photo = Pictures.photo(600, 400);
    for (int before : MADE_BEFORE) {
      while (made.get() < before && !quick) {
        rate(cutout(1), callers, List.of(stack.service()), few);
      }
      String when = "after %,d".formatted(made.get());
      measure("1 variant, 600 × 400 pixels, " + when, photo, 1, quick ? 3 : 40);
      Figures ours = new Figures("/s");
      Figures bare = new Figures("/s");
      Figures cpu = new Figures("ms");
      Figures vendorsCpu = new Figures("ms");
      for (int i = 0; i < (quick ? 1 : 3); i++) {
        Duration start = stack.service().cpu();
        ours.add(rate(cutout(1), callers, List.of(stack.service()), few));
        cpu.add((double) stack.service().cpu().minus(start).toMillis() / few);
        start = stack.emulator().cpu();
        bare.add(rate(calls(1), callers, List.of(stack.emulator()), few));
        vendorsCpu.add((double) stack.emulator().cpu().minus(start).toMillis() / few);
      }
      report.add("cutouts a second of 64 × 48 pixels, 8 callers, " + when, ours, bare);
      report.add(
          "the same: CPU of the service, of the emulator for the bare calls", cpu, vendorsCpu);
    }
  }

  private double rate(Job job, int callers, List<Server> servers)
      throws IOException, InterruptedException {
    return rate(job, callers, servers, quick ? 16 : A_FEW);
  }

  /** Jobs a second of callers that take turns at the servers. */
  private double rate(Job job, int callers, List<Server> servers, int jobs)
      throws IOException, InterruptedException {
    byte[] photo = Pictures.photo(64, 48);
    int each = Math.max(1, jobs / callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      long start = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Server server = servers.get(i % servers.size());
        all.add(
            threads.submit(
                () -> {
                  repeat(job, server, photo, each);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      return callers * each / ((System.nanoTime() - start) / 1e9);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void repeat(Job job, Server server, byte[] photo, int times) throws IOException {
    try (Connection connection = server.connect()) {
      for (int i = 0; i < times; i++) {
        millis(job, connection, photo);
      }
    }
  }
}
