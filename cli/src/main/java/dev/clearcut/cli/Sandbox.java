package dev.clearcut.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service of one's own beside the emulator of the vendor, in a process that ends with this. */
final class Sandbox implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final String RUNNER = "quarkus-run.jar";

  private static final String HOW_TO_GET_ONE =
      "Name a server with --server or the variable CLEARCUT_URL. Or build a sandbox, which spends"
          + " no real credits, in the folder of Clearcut: ./mvnw package -DskipTests"
          + " -Dquarkus.profile=sandbox";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI url;
  private final Thread onExit;

  private Sandbox(Process process, URI url) {
    this.process = process;
    this.url = url;
    this.onExit = new Thread(this::end);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /**
   * The package that is to be started.
   *
   * @param named by the caller, or null
   * @param program this JAR or executable: what is beside it is found
   */
  static Path find(Path named, Path program) {
    if (named != null) {
      Path jar = Files.isDirectory(named) ? named.resolve(RUNNER) : named;
      if (!Files.isRegularFile(jar)) {
        throw new Stop(
            Stop.Exit.USAGE, "There is no sandbox \"%s\". %s".formatted(jar, HOW_TO_GET_ONE));
      }
      return jar.toAbsolutePath();
    }
    Path folder = program.toAbsolutePath().getParent();
    List<Path> places =
        Stream.of("sandbox", "../../target/quarkus-app")
            .map(place -> folder.resolve(place).normalize().resolve(RUNNER))
            .filter(Files::isRegularFile)
            .toList();
    return places.stream()
        .filter(Sandbox::hasTheEmbeddedDatabase)
        .findFirst()
        .orElseThrow(
            () ->
                new Stop(
                    Stop.Exit.USAGE,
                    (places.isEmpty()
                            ? "No server is named, and there is no sandbox. "
                            : "No server is named, and %s is the service without the emulator. "
                                .formatted(places.get(0)))
                        + HOW_TO_GET_ONE));
  }

  /** What is packaged for production has none. */
  private static boolean hasTheEmbeddedDatabase(Path jar) {
    try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib").resolve("main"))) {
      return libraries.anyMatch(it -> it.getFileName().toString().startsWith("com.h2database."));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts it on a free port of the loopback interface, and waits until it is ready.
   *
   * @param data where it keeps what it has paid for, in its own play money
   */
  static Sandbox start(Path jar, Path data, Waiting waiting) {
    Path log = data.resolve("sandbox.log");
    try {
      Files.createDirectories(data);
      int port = freePort();
      List<String> command =
          new ArrayList<>(
              List.of(
                  java(),
                  "-Dquarkus.http.host=127.0.0.1",
                  "-Dquarkus.http.port=" + port,
                  "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + data.resolve("clearcut"),
                  "-Dclearcut.storage.directory=" + data.resolve("objects"),
                  "-jar",
                  jar.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(data.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      // Settings of a real service, its vendor's key among them, are nothing for a sandbox.
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("CLEARCUT_") || name.startsWith("QUARKUS_"));
      Sandbox sandbox = new Sandbox(builder.start(), URI.create("http://127.0.0.1:" + port));
      sandbox.awaitReady(waiting, log);
      return sandbox;
    } catch (IOException e) {
      throw new Stop("The sandbox cannot be started: " + e.getMessage());
    }
  }

  private static String java() {
    String home = System.getProperty("java.home", System.getenv("JAVA_HOME"));
    return home == null ? "java" : Path.of(home, "bin", "java").toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Waiting waiting, Path log) throws IOException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new Stop(whyNot(log));
      }
      waiting.pass(BETWEEN);
    }
  }

  private static String whyNot(Path log) throws IOException {
    String text = Files.readString(log);
    return text.contains("may be already in use")
        ? "Another sandbox has %s open. Wait until it has ended, or name another folder with --sandbox-data."
            .formatted(log.getParent())
        : "The sandbox did not start. Its last words, of %s: %s"
            .formatted(
                log,
                Optional.of(text.lines().filter(line -> !line.isBlank()).toList())
                    .filter(lines -> !lines.isEmpty())
                    .map(lines -> lines.get(lines.size() - 1))
                    .orElse("none"));
  }

  private boolean isReady() {
    try {
      return http.send(
                  HttpRequest.newBuilder(url.resolve("/q/health/ready")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop("Interrupted.");
    }
  }

  URI url() {
    return url;
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException exiting) {
      // The hook runs already.
    }
  }
}
