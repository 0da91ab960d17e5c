package dev.clearcut.testing;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A packaged application, a JAR or an executable, in a process of its own, which can be killed. */
public final class JarProcess implements AutoCloseable {

  /** Options of a JVM that is to start soon, not to run for long. */
  static final List<String> SOON_STARTED =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  private static final int MOST_STARTS = 5;

  private final Process process;
  private final URI url;
  private final URI management;

  private JarProcess(Process process, URI url, URI management) {
    this.process = process;
    this.url = url;
    this.management = management;
  }

  /**
   * Starts one in its folder, on free ports of the loopback interface, and waits until it is ready.
   *
   * @param program a JAR or an executable
   * @param readyPath of its management port; answers 200 when it is
   * @param settings what an operator would set; paths are absolute
   * @param log where its output goes
   */
  public static JarProcess start(
      Path program, String readyPath, Map<String, String> settings, Path log) {
    try {
      for (int starts = 1; ; starts++) {
        JarProcess started = start(program, settings, log);
        if (started.isReady(readyPath, log)) {
          return started;
        }
        if (starts == MOST_STARTS || !started.lostItsPort(log)) {
          throw new IllegalStateException("It did not start; see " + log);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that was free may be taken by somebody else until it is listened on. */
  private boolean lostItsPort(Path log) throws IOException {
    String told = Files.readString(log);
    return Stream.of(url, management)
        .map(address -> "Port %d seems to be in use".formatted(address.getPort()))
        .anyMatch(told::contains);
  }

  private static JarProcess start(Path program, Map<String, String> settings, Path log)
      throws IOException {
    int port = freePort();
    int management = freePort();
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx256m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + management));
    settings.forEach((key, value) -> options.add("-D%s=%s".formatted(key, value)));
    Process process =
        new ProcessBuilder(command(program, options))
            .directory(program.toAbsolutePath().getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new JarProcess(process, local(port), local(management));
  }

  /**
   * A native executable takes the options of the JVM that there are for it as well. A recorded
   * start is good for the JAR by the path by which it was recorded.
   */
  private static List<String> command(Path program, List<String> options) {
    List<String> command = new ArrayList<>(options);
    if (program.toString().endsWith(".jar")) {
      command.addAll(0, SOON_STARTED);
      command.add(0, java());
      command.add(
          (Runtime.version().feature() < 25 ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=")
              + Packaged.recordedStart().getFileName());
      command.addAll(List.of("-jar", program.getFileName().toString()));
    } else {
      command.add(0, program.toAbsolutePath().toString());
    }
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Whether it became ready; else it has ended. */
  private boolean isReady(String path, Path log) {
    try {
      Patience.await().alias(log.toString()).until(() -> isReadyOrDead(path));
    } catch (RuntimeException e) {
      kill();
      throw e;
    }
    return process.isAlive();
  }

  private boolean isReadyOrDead(String path) throws InterruptedException {
    try {
      return !process.isAlive()
          || HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(management.resolve(path)).build(),
                      BodyHandlers.discarding())
                  .statusCode()
              == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it answers. */
  public URI url() {
    return url;
  }

  /** Where its health and its metrics are. */
  URI management() {
    return management;
  }

  /** A request to it. */
  public RequestSpecification given() {
    return givenAt(url);
  }

  /** A request of an operator, to the port for health and metrics. */
  public RequestSpecification givenManagement() {
    return givenAt(management);
  }

  private static RequestSpecification givenAt(URI url) {
    return RestAssured.given().baseUri(url.toString()).port(url.getPort());
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
