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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The packaged application in a process of its own, which can be killed. */
public final class Replica implements AutoCloseable {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Duration TO_START = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private Replica(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param settings what an operator would set
   * @param log where its output goes
   */
  public static Replica start(Map<String, String> settings, Path log) {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + freePort()));
    settings.forEach((key, value) -> command.add("-D%s=%s".formatted(key, value)));
    command.addAll(List.of("-jar", JAR.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Replica replica = new Replica(process, port);
      Awaitility.await(log.toString()).atMost(TO_START).until(replica::answersOrIsDead);
      if (!process.isAlive()) {
        throw new IllegalStateException("It did not start; see " + log);
      }
      return replica;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answersOrIsDead() throws InterruptedException {
    try {
      return !process.isAlive()
          || HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(
                              URI.create("http://127.0.0.1:%d/presets".formatted(port)))
                          .build(),
                      BodyHandlers.discarding())
                  .statusCode()
              == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A request to it. */
  public RequestSpecification given() {
    return RestAssured.given().baseUri("http://127.0.0.1").port(port);
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
