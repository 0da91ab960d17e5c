package dev.clearcut.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Answers that take 100 ms, on 200 connections. */
final class DelayedCalls {

  private static final int CONNECTIONS = 200;
  private static final String FAULT = "{\"operation\": \"getPublicUrl\", \"delay\": \"PT0.1S\"}";

  private DelayedCalls() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    Duration round = Duration.ofSeconds(quick ? 2 : 6);
    int rounds = quick ? 2 : 5;
    Request request = Vendor.publicUrl("slow/photo.png");
    try (Server emulator = Server.emulator(Server.java(), "-Xmx512m");
        Server wireMock =
            Server.wireMock(Server.java(), List.of("--no-request-journal"), "-Xmx512m");
        Server asyncWireMock =
            Server.wireMock(
                Server.java(),
                List.of("--no-request-journal", "--async-response-enabled", "true"),
                "-Xmx512m");
        Server mockServer =
            Server.mockServer(
                Server.java(), "initializationJsonPath", Vendor.writeExpectations(), "-Xmx512m")) {
      boolean delayed;
      try (Connection connection = emulator.connect()) {
        connection.send(Vendor.upload("slow/photo.png", Pictures.tiny())).ok();
        delayed = connection.send(Vendor.json("/mock/faults", FAULT)).status() != 404;
      }
      if (!delayed) {
        report.skip("A delay of 100 ms", "this emulator has no `/mock/faults`");
        return;
      }
      Measured ours = new Measured();
      Measured theirs = new Measured();
      Measured theirsAsync = new Measured();
      Measured ofMockServer = new Measured();
      for (int i = -1; i < rounds; i++) {
        boolean counts = i >= 0; // the first round warms up
        ours.add(Load.run(emulator, CONNECTIONS, round, request), counts);
        theirs.add(Load.run(wireMock, CONNECTIONS, round, request), counts);
        theirsAsync.add(Load.run(asyncWireMock, CONNECTIONS, round, request), counts);
        ofMockServer.add(Load.run(mockServer, CONNECTIONS, round, request), counts);
      }
      report(report, "WireMock", ours, theirs);
      report(report, "WireMock with `--async-response-enabled`", ours, theirsAsync);
      report(report, "MockServer", ours, ofMockServer);
    }
  }

  private static void report(Report report, String peer, Measured ours, Measured theirs) {
    report.add("A delay of 100 ms, 200 connections; baseline: " + peer, ours.rate, theirs.rate);
    report.add("the same, 99th percentile", ours.slowest, theirs.slowest);
  }

  private static final class Measured {
    final Figures rate = new Figures("/s");
    final Figures slowest = new Figures("ms");

    void add(Load load, boolean counts) {
      if (counts) {
        rate.add(load.requestsPerSecond());
        slowest.add(load.percentileMillis(99));
      }
    }
  }
}
