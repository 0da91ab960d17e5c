package dev.clearcut.testing;

import dev.clearcut.harness.EmulatorProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** What the build has packaged. */
public final class Packaged {

  private static final Path TARGET = Path.of("target");
  private static final Path EMULATOR_LOG = TARGET.resolve("emulator.log");
  private static final Path TRAIN_LOG = TARGET.resolve("train.log");

  private static EmulatorProcess emulator;
  private static boolean isRecorded;

  private Packaged() {}

  /** The service: a JAR, or an executable after a build with {@code -Dnative}. */
  public static Path service() {
    return TARGET.resolve(artifact().getProperty("path"));
  }

  /**
   * What the JVM remembers of a start of the service, recorded when somebody asks for it first, as
   * the image does while it is built: without a database. Every start after it costs less.
   *
   * @throws IllegalStateException when the service is an executable, or does not start
   */
  public static synchronized Path recordedStart() {
    Path service = service();
    if (!isRecorded) {
      record(service);
      isRecorded = true;
    }
    return service.resolveSibling(Runtime.version().feature() < 25 ? "app.jsa" : "app.aot");
  }

  private static void record(Path service) {
    ProcessBuilder train =
        new ProcessBuilder("bash", "bin/train", service.getParent().toString())
            .redirectErrorStream(true)
            .redirectOutput(TRAIN_LOG.toFile());
    train.command().addAll(JarProcess.SOON_STARTED);
    train.environment().keySet().removeIf(key -> key.matches("(QUARKUS|CLEARCUT)_.*"));
    train.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      if (train.start().waitFor() != 0) {
        throw new IllegalStateException("bin/train failed; see " + TRAIN_LOG);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Properties artifact() {
    Properties artifact = new Properties();
    try (InputStream file = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
      artifact.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return artifact;
  }

  /**
   * The folders of what it is made of: those of the JAR, unless it is an executable, and of that.
   */
  public static List<Path> inputs() {
    return artifact().getProperty("type").equals("jar")
        ? List.of(TARGET.resolve("quarkus-app"), nativeSources())
        : List.of(nativeSources());
  }

  /** What an executable is made from; beside a JAR as well. */
  public static Path nativeSources() {
    return switch (artifact().getProperty("type")) {
      case "jar" -> TARGET.resolve("native/native-sources");
      case "native-sources" -> TARGET.resolve("native-sources");
      default -> folder("-native-image-source-jar");
    };
  }

  private static Path folder(String ending) {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The emulator in a process of its own; the same one for all who ask, until this JVM ends.
   *
   * @param options of whoever asks first
   */
  public static synchronized EmulatorProcess emulator(String... options) {
    if (emulator == null) {
      emulator =
          EmulatorProcess.builder().jar(emulatorJar()).log(EMULATOR_LOG).options(options).start();
    }
    return emulator;
  }

  /** The emulator as one file. */
  public static Path emulatorJar() {
    try (Stream<Path> files = Files.list(TARGET.resolve("emulator"))) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "No emulator in target/emulator: ./mvnw package -Dquarkus.profile=emulator"
                          + ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
