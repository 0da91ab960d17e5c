package dev.clearcut.benchmark;

import dev.clearcut.benchmark.Connection.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a JSON call costs the server, on 8 connections. */
final class JsonCalls {

  private static final int CONNECTIONS = 8;

  private JsonCalls() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    Duration round = Duration.ofSeconds(quick ? 2 : 8);
    int rounds = quick ? 3 : 7;
    try (Server emulator = Server.emulator(Server.java(), "-Xmx512m");
        Server wireMock =
            Server.wireMock(Server.java(), List.of("--no-request-journal"), "-Xmx512m")) {
      try (Connection connection = emulator.connect()) {
        Answer upload = connection.send(Vendor.upload("tiny/photo.png", Pictures.tiny()));
        upload.ok();
      }
      measure(
          report,
          "`get-public-url`",
          Vendor.publicUrl("tiny/photo.png"),
          emulator,
          wireMock,
          round,
          rounds);
      measure(
          report,
          "`process`, a prepared image of 16 × 16 pixels",
          Vendor.process("tiny/photo.png", "{\"output_key\": \"tiny/result.png\"}"),
          emulator,
          wireMock,
          round,
          rounds);
    }
  }

  private static void measure(
      Report report,
      String what,
      Request request,
      Server emulator,
      Server wireMock,
      Duration round,
      int rounds)
      throws InterruptedException {
    Figures ours = new Figures("µs");
    Figures theirs = new Figures("µs");
    Figures ourRate = new Figures("/s");
    Figures theirRate = new Figures("/s");
    for (int i = -1; i < rounds; i++) {
      Load emulated = Load.run(emulator, CONNECTIONS, round, request);
      Load stubbed = Load.run(wireMock, CONNECTIONS, round, request);
      if (i >= 0) { // the first round warms both up
        ours.add(emulated.cpuMicrosPerRequest());
        theirs.add(stubbed.cpuMicrosPerRequest());
        ourRate.add(emulated.requestsPerSecond());
        theirRate.add(stubbed.requestsPerSecond());
      }
    }
    report.add("CPU of the server for each " + what, ours, theirs);
    report.add("the same, requests answered", ourRate, theirRate);
  }
}
