package dev.clearcut.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a JSON call costs the server, on 8 connections. */
final class JsonCalls {

  private static final int CONNECTIONS = 8;

  /** WireMock keeps all requests here, and the emulator the latest 10,000 in its own place. */
  private static final String JOURNAL = "/__admin/requests";

  private final Duration round;
  private final int rounds;

  private JsonCalls(boolean quick) {
    this.round = Duration.ofSeconds(quick ? 2 : 5);
    this.rounds = quick ? 3 : 7;
  }

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    new JsonCalls(quick).run(report);
  }

  private void run(Report report) throws IOException, InterruptedException {
    Request process = Vendor.process("tiny/photo.png", "{\"output_key\": \"tiny/result.png\"}");
    try (Server emulator = Server.emulator(Server.java(), "-Xmx512m");
        Server rendering = Server.emulator(Server.java(), "-Xmx512m", Server.RENDER_EACH_TIME);
        Server wireMock = Server.wireMock(Server.java(), List.of(), "-Xmx2g");
        Server bare = Server.wireMock(Server.java(), List.of("--no-request-journal"), "-Xmx512m")) {
      for (Server server : List.of(emulator, rendering)) {
        try (Connection connection = server.connect()) {
          connection.send(Vendor.upload("tiny/photo.png", Pictures.tiny())).ok();
        }
      }
      Request publicUrl = Vendor.publicUrl("tiny/photo.png");
      if (System.getProperty("prism", "").isEmpty()) {
        report.skip("JSON calls beside Prism", "there is no Node, or no `conformance/`");
      } else {
        besidePrism(report, emulator, publicUrl, process);
      }
      measure(report, "`get-public-url`", publicUrl, emulator, wireMock, bare);
      measure(
          report,
          "`process`, a prepared image of 16 × 16 pixels",
          process,
          emulator,
          wireMock,
          bare);
      measure(report, "the same `process`, rendered each time", process, rendering, wireMock, bare);
    }
  }

  /** Prism answers every call with the example of the contract, and checks the request for it. */
  private void besidePrism(Report report, Server emulator, Request publicUrl, Request process)
      throws IOException, InterruptedException {
    try (Server prism = Server.prism()) {
      for (Request request : List.of(publicUrl, process)) {
        Figures ours = new Figures("µs");
        Figures theirs = new Figures("µs");
        for (int i = -1; i < rounds; i++) {
          Load emulated = Load.run(emulator, CONNECTIONS, round, request);
          Load mocked = Load.run(prism, CONNECTIONS, round, request);
          if (i >= 0) { // the first round warms both up
            ours.add(emulated.cpuMicrosPerRequest());
            theirs.add(mocked.cpuMicrosPerRequest());
          }
        }
        String call = request == process ? "`process`" : "`get-public-url`";
        report.add("CPU of the server for each %s; baseline: Prism".formatted(call), ours, theirs);
      }
    }
  }

  private void measure(
      Report report, String what, Request request, Server emulator, Server wireMock, Server bare)
      throws IOException, InterruptedException {
    Figures ours = new Figures("µs");
    Figures theirs = new Figures("µs");
    Figures theirBare = new Figures("µs");
    Figures ourRate = new Figures("/s");
    Figures theirRate = new Figures("/s");
    for (int i = -1; i < rounds; i++) {
      Load emulated = Load.run(emulator, CONNECTIONS, round, request);
      Load stubbed = Load.run(wireMock, CONNECTIONS, round, request);
      Load unwatched = Load.run(bare, CONNECTIONS, round, request);
      wireMock.delete(JOURNAL);
      if (i >= 0) { // the first round warms all up
        ours.add(emulated.cpuMicrosPerRequest());
        theirs.add(stubbed.cpuMicrosPerRequest());
        theirBare.add(unwatched.cpuMicrosPerRequest());
        ourRate.add(emulated.requestsPerSecond());
        theirRate.add(stubbed.requestsPerSecond());
      }
    }
    report.add("CPU of the server for each " + what, ours, theirs);
    report.add("WireMock with `--no-request-journal`", ours, theirBare);
    report.add("the same, requests answered", ourRate, theirRate);
  }
}
