package dev.clearcut.benchmark;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a process of its own, on a free port of the loopback interface. */
final class Server implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a server of the vendor's calls answers with 401. */
  private static final Request WITHOUT_KEY =
      Request.post(Vendor.PUBLIC_URL, null, "application/json", "{\"key\": \"a\"}".getBytes());

  /** An option of the emulator: no result is given out twice. */
  static final String RENDER_EACH_TIME = "-Dclearcut.mock.work.remembered=0";

  /** An option of the emulator: what it made once costs no processor time again. */
  static final String REMEMBER_ALL = "-Dclearcut.mock.work.remembered=8G";

  private final String name;
  private final Process process;
  private final int port;
  private final int management;
  private final Path log;
  private final Duration firstAnswer;

  private Server(String name, List<String> command, int port)
      throws IOException, InterruptedException {
    this(name, Map.of(), command, port, port, WITHOUT_KEY, 401);
  }

  /**
   * @param question is answered with {@code status} once the whole way through the server works
   */
  private Server(
      String name,
      Map<String, String> environment,
      List<String> command,
      int port,
      int management,
      Request question,
      int status)
      throws IOException, InterruptedException {
    this.name = name;
    this.port = port;
    this.management = management;
    this.log = Benchmark.FOLDER.resolve(name + ".log");
    long start = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    this.process = builder.start();
    awaitAnswer(question, status, start);
    this.firstAnswer = Duration.ofNanos(System.nanoTime() - start);
  }

  /** The emulator alone, packaged. */
  static Server emulator(Path java, String... options) throws IOException, InterruptedException {
    return emulator(java, Map.of(), options);
  }

  /**
   * The emulator alone, packaged.
   *
   * @param environment is added to that of this process
   */
  static Server emulator(Path java, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(
        List.of(
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dclearcut.mock.accounts.credits=1000000000",
            "-Dclearcut.mock.engine=classical"));
    command.addAll(List.of(options)); // the last one counts
    command.addAll(List.of("-jar", System.getProperty("emulator")));
    return new Server("emulator", environment, command, port, port, WITHOUT_KEY, 401);
  }

  /** The service, packaged for production. */
  static Server service(Path java, Map<String, String> settings, String... options)
      throws IOException, InterruptedException {
    int port = freePort();
    int management = freePort();
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of(System.getProperty("service.options", "").split("\\s+")));
    command.removeIf(String::isEmpty);
    settings.forEach((key, value) -> command.add("-D%s=%s".formatted(key, value)));
    command.addAll(
        List.of(
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.management.port=" + management,
            "-jar",
            System.getProperty("service")));
    return new Server(
        "service", Map.of(), command, port, management, Request.get("/q/health/ready"), 200);
  }

  /** WireMock with the stubs of {@link Vendor#writeStubs}. */
  static Server wireMock(Path java, List<String> arguments, String... options)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-jar",
            System.getProperty("wiremock"),
            "--bind-address",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--root-dir",
            Vendor.writeStubs().toString(),
            "--use-chunked-encoding",
            "never"));
    command.addAll(arguments);
    return new Server("wiremock", command, port);
  }

  /**
   * MockServer, whose journal is as it comes; it would write each request to its output, too.
   *
   * @param option what it answers: {@code initializationOpenAPIPath} with a contract, or {@code
   *     initializationJsonPath} with {@link Vendor#writeExpectations}
   */
  static Server mockServer(Path java, String option, Path file, String... options)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-Dmockserver.%s=%s".formatted(option, file.toAbsolutePath()),
            "-Dmockserver.logLevel=WARN",
            // Else it leaves a certificate where it is started.
            "-Dmockserver.directoryToSaveDynamicSSLCertificate=" + Benchmark.FOLDER,
            "-cp",
            System.getProperty("mockserver"),
            "org.mockserver.cli.Main",
            "-serverPort",
            String.valueOf(port)));
    return new Server(
        "mockserver", Map.of(), command, port, port, Vendor.publicUrl("tiny/photo.png"), 200);
  }

  /** Prism, which answers with the examples of the contract. */
  static Server prism() throws IOException, InterruptedException {
    int port = freePort();
    return new Server(
        "prism",
        List.of(
            "node",
            System.getProperty("prism"),
            "mock",
            "--host",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--verboseLevel",
            "silent",
            Vendor.CONTRACT.toString()),
        port);
  }

  /** The JDK that runs the benchmark. */
  static Path java() {
    return java(Path.of(System.getProperty("java.home")));
  }

  static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(Request question, int status, long start)
      throws IOException, InterruptedException {
    while (true) {
      try (Connection connection = new Connection(management)) {
        if (connection.send(question).status() == status) {
          return;
        }
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
          close();
          throw new IOException(name + " did not start; see " + Benchmark.FOLDER, notYet);
        }
      }
      Thread.sleep(2);
    }
  }

  /** From the start of the process to its first answer. */
  Duration firstAnswer() {
    return firstAnswer;
  }

  /** Where it is, without a slash at the end. */
  String url() {
    return "http://localhost:" + port;
  }

  Connection connect() throws IOException {
    return new Connection(port);
  }

  /** What it counts, in the format of Prometheus; not measured. */
  String metrics() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/q/metrics".formatted(management)))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /** A call that is not measured. */
  void delete(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).DELETE().build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }

  boolean alive() {
    return process.isAlive();
  }

  /** In how many lines of its output there is such a thing. */
  long mentions(String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> wanted.matcher(line).find()).count();
    }
  }

  /** Processor time used so far, by all threads. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Resident memory now, in MB. */
  long residentMegabytes() {
    return status("VmRSS:");
  }

  /** The most resident memory so far, in MB. */
  long peakMegabytes() {
    return status("VmHWM:");
  }

  private long status(String field) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM that keeps something of its run writes it now. */
  @Override
  public void close() {
    process.destroy();
    if (process.onExit().completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS).join()
        == null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
