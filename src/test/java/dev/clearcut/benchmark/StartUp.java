package dev.clearcut.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** From the start of the process to the first answer. */
final class StartUp {

  private interface Start {
    Server run(String... options) throws IOException, InterruptedException;
  }

  private StartUp() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int rounds = quick ? 3 : 11;
    compare(report, Server.java(), "JDK " + Runtime.version().feature(), rounds);
    String newer = System.getenv("JAVA25_HOME");
    if (newer == null) {
      report.skip("Start with an AOT cache", "JAVA25_HOME is not set");
    } else {
      compare(report, Server.java(Path.of(newer)), "JAVA25_HOME", rounds);
    }
  }

  private static void compare(Report report, Path java, String name, int rounds)
      throws IOException, InterruptedException {
    boolean aot = name.equals("JAVA25_HOME");
    String cache = aot ? "an AOT cache" : "AppCDS";
    Start emulator = options -> Server.emulator(java, options);
    Start wireMock = options -> Server.wireMock(java, List.of(), options);
    String ourCache = train(emulator, "emulator", aot);
    String theirCache = train(wireMock, "wiremock", aot);

    Figures ours = new Figures("ms");
    Figures oursCached = new Figures("ms");
    Figures theirs = new Figures("ms");
    Figures theirsCached = new Figures("ms");
    Figures ourMemory = new Figures("MB");
    Figures theirMemory = new Figures("MB");
    for (int i = 0; i < rounds; i++) {
      once(emulator, ours, ourMemory);
      once(wireMock, theirs, theirMemory);
      once(emulator, oursCached, new Figures("MB"), ourCache);
      once(wireMock, theirsCached, new Figures("MB"), theirCache);
    }
    report.add("First answer, " + name, ours, theirs);
    report.add("the same, the emulator with " + cache, oursCached, theirs);
    report.add("the same, both with " + cache, oursCached, theirsCached);
    report.add("Memory after the first answer, " + name, ourMemory, theirMemory);
  }

  private static void once(Start start, Figures time, Figures memory, String... options)
      throws IOException, InterruptedException {
    try (Server server = start.run(options)) {
      time.add(server.firstAnswer().toMillis());
      memory.add(server.residentMegabytes());
    }
  }

  /**
   * Runs the server once to record which classes it loads.
   *
   * @return the option that makes use of the record
   */
  private static String train(Start start, String name, boolean aot)
      throws IOException, InterruptedException {
    Path file = Benchmark.FOLDER.resolve(name + (aot ? ".aot" : ".jsa"));
    String record = (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file;
    start.run(record).close();
    return (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file;
  }
}
