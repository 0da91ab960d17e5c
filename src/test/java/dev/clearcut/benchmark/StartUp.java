package dev.clearcut.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From the start of the process to the first answer. */
final class StartUp {

  interface Start {
    Server run(String... options) throws IOException, InterruptedException;
  }

  /** What a JVM keeps of an earlier run, to start faster. */
  record Cache(String jdk, String name, String ending, String record, String use) {

    @Override
    public String toString() {
      return name;
    }
  }

  static final Cache APP_CDS =
      new Cache(
          "JDK " + Runtime.version().feature(),
          "AppCDS",
          ".jsa",
          "-XX:ArchiveClassesAtExit=",
          "-XX:SharedArchiveFile=");
  static final Cache AOT_CACHE =
      new Cache("JDK 25", "an AOT cache", ".aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

  private StartUp() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int rounds = quick ? 3 : 11;
    compare(report, Server.java(), APP_CDS, rounds);
    String newer = System.getenv("JAVA25_HOME");
    if (newer == null) {
      report.skip("Start with an AOT cache", "JAVA25_HOME is not set");
    } else {
      compare(report, Server.java(Path.of(newer)), AOT_CACHE, rounds);
    }
  }

  private static void compare(Report report, Path java, Cache cache, int rounds)
      throws IOException, InterruptedException {
    Start emulator = options -> Server.emulator(java, options);
    Start wireMock = options -> Server.wireMock(java, List.of(), options);
    Start mockServer =
        options -> Server.mockServer(java, "initializationOpenAPIPath", Vendor.CONTRACT, options);
    String ourCache = train(emulator, "emulator", cache);
    String theirCache = train(wireMock, "wiremock", cache);

    Figures ours = new Figures("ms");
    Figures oursCached = new Figures("ms");
    Figures theirs = new Figures("ms");
    Figures theirsCached = new Figures("ms");
    Figures ourMemory = new Figures("MB");
    Figures theirMemory = new Figures("MB");
    Figures mockServers = new Figures("ms");
    Figures mockServersMemory = new Figures("MB");
    for (int i = 0; i < rounds; i++) {
      once(emulator, ours, ourMemory);
      once(wireMock, theirs, theirMemory);
      once(emulator, oursCached, new Figures("MB"), ourCache);
      once(wireMock, theirsCached, new Figures("MB"), theirCache);
      once(mockServer, mockServers, mockServersMemory);
    }
    report.add("First answer, " + cache.jdk() + "; baseline: WireMock", ours, theirs);
    report.add("the same, the emulator with " + cache, oursCached, theirs);
    report.add("the same, both with " + cache, oursCached, theirsCached);
    report.add("Memory after the first answer, " + cache.jdk(), ourMemory, theirMemory);
    report.add("First answer, " + cache.jdk() + "; baseline: MockServer", ours, mockServers);
    report.add("Memory after the first answer", ourMemory, mockServersMemory);
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
  static String train(Start start, String name, Cache cache)
      throws IOException, InterruptedException {
    Path file = Benchmark.FOLDER.resolve(name + cache.ending());
    Files.deleteIfExists(file);
    start.run(cache.record() + file).close();
    if (!Files.exists(file)) {
      throw new IOException("The JVM wrote no " + file);
    }
    return cache.use() + file;
  }
}
