package dev.clearcut.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** What the build has packaged. */
public final class Packaged {

  private static final Path TARGET = Path.of("target");
  private static final Path EMULATOR_LOG = TARGET.resolve("emulator.log");

  private static JarProcess emulator;

  private Packaged() {}

  /** The service: a JAR, or an executable after a build with {@code -Dnative}. */
  public static Path service() {
    Properties artifact = new Properties();
    try (InputStream file = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
      artifact.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TARGET.resolve(artifact.getProperty("path"));
  }

  /** The folders of what it is made of: of the JAR, unless an executable was built, and of that. */
  public static List<Path> inputs() {
    return Stream.of(TARGET.resolve("quarkus-app"), nativeSources()).filter(Files::exists).toList();
  }

  /** What the executable is made from. */
  public static Path nativeSources() {
    return service().endsWith("quarkus-run.jar")
        ? TARGET.resolve("native/native-sources")
        : folder("-native-image-source-jar");
  }

  private static Path folder(String ending) {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The emulator in a process of its own; the same one for all who ask, until this JVM ends. */
  public static synchronized JarProcess emulator() {
    if (emulator == null) {
      emulator = JarProcess.start(emulatorJar(), "/mock/journal", Map.of(), EMULATOR_LOG);
      Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
    }
    return emulator;
  }

  private static Path emulatorJar() {
    try (Stream<Path> files = Files.list(TARGET.resolve("emulator"))) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "No emulator in target/emulator: ./mvnw package -Dquarkus.profile=emulator"
                          + " -Dquarkus.package.jar.type=uber-jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
