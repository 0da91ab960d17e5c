package dev.clearcut.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a JSON call costs the server. Beside it those that compare the request with the contract
 * too, and WireMock, which compares it with stubs.
 */
final class JsonCalls {

  /** WireMock keeps all requests here, and the emulator the latest 10,000 in its own place. */
  private static final String JOURNAL = "/__admin/requests";

  private final Report report;
  private final Duration round;
  private final int rounds;

  private JsonCalls(Report report, boolean quick) {
    this.report = report;
    this.round = Duration.ofSeconds(quick ? 2 : 5);
    this.rounds = quick ? 2 : 5;
  }

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    new JsonCalls(report, quick).run();
  }

  private void run() throws IOException, InterruptedException {
    boolean node = !System.getProperty("prism", "").isEmpty();
    try (Server emulator = Server.emulator(Server.java(), "-Xmx512m");
        Server rendering = Server.emulator(Server.java(), "-Xmx512m", Server.RENDER_EACH_TIME);
        Server mockServer =
            Server.mockServer(
                Server.java(), "initializationOpenAPIPath", Vendor.CONTRACT, "-Xmx512m");
        Server prism = node ? Server.prism() : null;
        Server wireMock = Server.wireMock(Server.java(), List.of(), "-Xmx2g");
        Server bare = Server.wireMock(Server.java(), List.of("--no-request-journal"), "-Xmx512m")) {
      for (Server server : List.of(emulator, rendering)) {
        try (Connection connection = server.connect()) {
          connection.send(Vendor.upload("tiny/photo.png", Pictures.tiny())).ok();
        }
      }
      Map<String, Server> peers = new LinkedHashMap<>();
      peers.put("MockServer", mockServer);
      if (node) {
        peers.put("Prism", prism);
      } else {
        report.skip("JSON calls beside Prism", "there is no Node, or no `conformance/`");
      }
      peers.put("WireMock", wireMock);
      peers.put("WireMock with `--no-request-journal`", bare);
      Request publicUrl = Vendor.publicUrl("tiny/photo.png");
      Request process = Vendor.process("tiny/photo.png", "{\"output_key\": \"tiny/result.png\"}");
      measure("`get-public-url`", publicUrl, 8, emulator, peers);
      measure("`get-public-url`", publicUrl, 64, emulator, peers);
      measure("`process`, a prepared image of 16 × 16 pixels", process, 8, emulator, peers);
      peers.keySet().retainAll(List.of("WireMock"));
      measure("the same `process`, rendered each time", process, 8, rendering, peers);
    }
  }

  private void measure(
      String what, Request request, int connections, Server emulator, Map<String, Server> peers)
      throws IOException, InterruptedException {
    Measured ours = new Measured();
    Map<String, Measured> theirs = new LinkedHashMap<>();
    for (int i = -1; i < rounds; i++) { // the first round warms all up
      ours.add(Load.run(emulator, connections, round, request), i);
      for (Map.Entry<String, Server> peer : peers.entrySet()) {
        theirs
            .computeIfAbsent(peer.getKey(), name -> new Measured())
            .add(Load.run(peer.getValue(), connections, round, request), i);
        if (peer.getKey().equals("WireMock")) {
          peer.getValue().delete(JOURNAL);
        }
      }
    }
    theirs.forEach(
        (peer, measured) -> {
          String of = "%s, %d connections; baseline: %s".formatted(what, connections, peer);
          report.add("CPU of the server for each " + of, ours.cpu, measured.cpu);
          report.add("the same, requests answered", ours.rate, measured.rate);
        });
  }

  private static final class Measured {
    final Figures cpu = new Figures("µs");
    final Figures rate = new Figures("/s");

    void add(Load load, int round) {
      if (round >= 0) {
        cpu.add(load.cpuMicrosPerRequest());
        rate.add(load.requestsPerSecond());
      }
    }
  }
}
