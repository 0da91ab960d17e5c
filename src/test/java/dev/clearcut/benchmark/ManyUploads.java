package dev.clearcut.benchmark;

import java.io.IOException;
import java.util.List;

/** Uploads of 2 MB, one after the other into one process with a small heap. */
final class ManyUploads {

  private static final int UPLOADS = 5_000;
  private static final int SLOTS = 50;

  private ManyUploads() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int wanted = quick ? UPLOADS / 10 : UPLOADS;
    String emulator;
    try (Server server = Server.emulator(Server.java(), "-Xmx256m")) {
      emulator = upload(server, wanted);
    }
    String journal;
    try (Server server = Server.wireMock(Server.java(), List.of(), "-Xmx512m")) {
      journal = upload(server, wanted);
    }
    String noJournal;
    try (Server server =
        Server.wireMock(Server.java(), List.of("--no-request-journal"), "-Xmx512m")) {
      noJournal = upload(server, wanted);
    }
    String mockServer;
    try (Server server =
        Server.mockServer(
            Server.java(), "initializationJsonPath", Vendor.writeExpectations(), "-Xmx512m")) {
      mockServer = upload(server, wanted);
    }
    String what =
        "%,d uploads of 2 MB; emulator `-Xmx256m`, the others `-Xmx512m`".formatted(wanted);
    report.add(what + "; baseline: WireMock", emulator, journal, "");
    report.add("the same; WireMock with `--no-request-journal`", emulator, noJournal, "");
    report.add("the same; MockServer", emulator, mockServer, "");
  }

  /** Keys are used again, so that the emulator replaces files and the disk does not fill up. */
  private static String upload(Server server, int wanted) {
    byte[] image = Pictures.noise(2_000_000);
    int done = 0;
    long start = System.nanoTime();
    String end = "";
    try (Connection connection = server.connect()) {
      while (done < wanted) {
        connection.send(Vendor.upload("uploads/" + done % SLOTS, image)).ok();
        done++;
      }
    } catch (IOException failed) {
      end = ", then " + failed.getMessage();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String memory = server.alive() ? "at most %d MB".formatted(server.peakMegabytes()) : "dead";
    return "%,d in %.0f s, %s%s".formatted(done, seconds, memory, end);
  }
}
