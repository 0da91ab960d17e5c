package dev.clearcut.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An emulator in a process of its own, on a port of the loopback interface. It ends with this JVM
 * at the latest, also when that is killed: it watches its standard input, whose other end is here.
 */
public final class EmulatorProcess implements AutoCloseable {

  private static final Duration TO_END = Duration.ofSeconds(5);
  private static final long BETWEEN_LOOKS_MILLIS = 20;
  private static final String READY = "BACKGROUNDCUT_EMULATOR_URL=";
  private static final int LINES_OF_LOG = 20;

  private final Process process;
  private final Path log;
  private final URI url;

  private EmulatorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.url = awaitReady();
  }

  /** How it is started. */
  public static final class Builder {

    private Path jar;
    private Path log;
    private int port;
    private final List<String> options = new ArrayList<>();

    private Builder() {}

    /**
     * The emulator's JAR. By default it is the one that the system property {@code
     * backgroundcut.emulator.jar} names, or the one inside this library.
     */
    public Builder jar(Path file) {
      this.jar = file;
      return this;
    }

    /** Where its output goes; by default a temporary file, deleted when this JVM ends. */
    public Builder log(Path file) {
      this.log = file;
      return this;
    }

    /** Where it listens; by default on a free port, which is 0. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /**
     * Options of its JVM, such as {@code -Xmx1g}, and settings of the emulator as system
     * properties, such as {@code -Dclearcut.mock.strict=true}.
     */
    public Builder options(String... more) {
      options.addAll(Arrays.asList(more));
      return this;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws IllegalStateException with the end of its log when it does not start
     */
    public EmulatorProcess start() {
      try {
        Path file = jar == null ? EmulatorJar.find() : jar;
        return new EmulatorProcess(run(file.toAbsolutePath(), logFile()), log);
      } catch (IOException e) {
        throw new UncheckedIOException("The emulator could not be started: " + e.getMessage(), e);
      }
    }

    private Path logFile() throws IOException {
      if (log == null) {
        log = Files.createTempFile("backgroundcut-emulator-", ".log");
      }
      return log;
    }

    private Process run(Path file, Path output) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      // The same bytes on every machine, and soon, whatever models there are.
      command.add("-Dclearcut.mock.engine=classical");
      command.addAll(Emulators.commonOptions());
      command.addAll(options);
      command.addAll(
          List.of(
              "-Dquarkus.http.host=127.0.0.1",
              "-Dquarkus.http.port=" + port,
              "-Dclearcut.mock.process.ends-with-input=true",
              "-jar",
              file.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              // No settings of the project under test: it may be a Quarkus application itself.
              .directory(file.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("CLEARCUT_"));
      return builder.start();
    }
  }

  /** Options to start one with. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts one with the usual options. */
  public static EmulatorProcess start() {
    return builder().start();
  }

  private URI awaitReady() {
    long deadline = System.nanoTime() + Admin.HUNG.toNanos();
    try {
      while (true) {
        boolean alive = process.isAlive();
        List<String> lines = readLog();
        for (String line : lines) {
          if (line.startsWith(READY)) {
            log.toFile().deleteOnExit();
            return URI.create(line.substring(READY.length()).trim());
          }
        }
        if (!alive || System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "The emulator %s; its output is in %s and ends with:%n%s"
                  .formatted(
                      alive
                          ? "did not start in " + Admin.HUNG.toMinutes() + " minutes"
                          : "ended with exit code " + process.exitValue(),
                      log,
                      end(lines)));
        }
        process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("The emulator's output cannot be read: " + log, e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the emulator was starting", e);
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  private List<String> readLog() throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
  }

  private static String end(List<String> lines) {
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
  }

  /** The base URL for a client, without a slash at its end. */
  public URI url() {
    return url;
  }

  /** Where its output is. */
  public File log() {
    return log.toFile();
  }

  /**
   * One account at it.
   *
   * @param key any API key; the account is made on first use
   */
  public Emulator account(String key) {
    return Emulator.at(url, key);
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
