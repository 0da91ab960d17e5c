package dev.clearcut.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * From the start of the process to the first answer: of the service, ready with its database,
 * beside WireMock; and what memory each has then. With what the JVM keeps of an earlier run, the
 * service starts with the options of its image.
 */
final class ServiceStart {

  /** As {@code bin/train} has it from JDK 25 on: without what the JVM learnt of methods. */
  private static final List<String> OF_THE_RECORD =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

  private ServiceStart() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int rounds = quick ? 3 : 9;
    try (Stack stack = new Stack()) {
      compare(report, stack, Server.java(), StartUp.APP_CDS, rounds);
      String newer = System.getenv("JAVA25_HOME");
      if (newer == null) {
        report.skip("Start with an AOT cache", "JAVA25_HOME is not set");
      } else {
        compare(report, stack, Server.java(Path.of(newer)), StartUp.AOT_CACHE, rounds);
      }
    }
  }

  private static void compare(
      Report report, Stack stack, Path java, StartUp.Cache cache, int rounds)
      throws IOException, InterruptedException {
    StartUp.Start service = options -> stack.replica(java, options);
    StartUp.Start wireMock = options -> Server.wireMock(java, List.of(), options);
    StartUp.Start asInTheImage = options -> stack.replica(java, both(Stack.OF_THE_IMAGE, options));
    // Each JDK sends a photo of its own, since the database remembers what the other one has sent.
    byte[] photo = Pictures.commented(Pictures.photo(600, 400), cache.jdk());
    List<String> recorded = cache == StartUp.AOT_CACHE ? OF_THE_RECORD : List.of();
    String ourCache =
        StartUp.train(
            options -> used(asInTheImage.run(both(recorded, options)), photo), "service", cache);
    String theirCache = StartUp.train(wireMock, "wiremock", cache);
    Started ours = new Started();
    Started oursCached = new Started();
    Started theirs = new Started();
    Started theirsCached = new Started();
    for (int i = 0; i < rounds; i++) {
      ours.add(service);
      theirs.add(wireMock);
      oursCached.add(asInTheImage, ourCache);
      theirsCached.add(wireMock, theirCache);
    }
    report.add("Ready, " + cache.jdk() + "; baseline: WireMock", ours.time, theirs.time);
    report.add("the same, the service with " + cache, oursCached.time, theirs.time);
    report.add("the same, both with " + cache, oursCached.time, theirsCached.time);
    report.add("Processor time until then, " + cache.jdk(), ours.cpu, theirs.cpu);
    report.add("the same, both with " + cache, oursCached.cpu, theirsCached.cpu);
    report.add("Resident memory then, " + cache.jdk(), ours.memory, theirs.memory);
    report.add("the same, both with " + cache, oursCached.memory, theirsCached.memory);
  }

  private static String[] both(List<String> some, String... others) {
    return Stream.concat(some.stream(), Stream.of(others)).toArray(String[]::new);
  }

  /** A little of what callers do: the more of it a JVM has seen, the more it can keep. */
  private static Server used(Server service, byte[] photo) throws IOException {
    try (Connection connection = service.connect()) {
      String caller = "Authorization: " + Stack.AUTHORIZATION;
      connection.send(Request.get("/presets", caller)).ok();
      connection.send(Cutouts.create(photo, "preview")).expect(201);
      connection.send(Request.get(Cutouts.PATH, caller)).ok();
      return service;
    } catch (IOException e) {
      service.close();
      throw e;
    }
  }

  private static final class Started {
    final Figures time = new Figures("ms");
    final Figures cpu = new Figures("ms");
    final Figures memory = new Figures("MB");

    void add(StartUp.Start start, String... options) throws IOException, InterruptedException {
      try (Server server = start.run(options)) {
        time.add(server.firstAnswer().toMillis());
        cpu.add(server.cpu().toMillis());
        memory.add(server.residentMegabytes());
      }
    }
  }
}
