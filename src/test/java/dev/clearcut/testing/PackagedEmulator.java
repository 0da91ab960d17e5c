package dev.clearcut.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The emulator as the one file that others get. */
public final class PackagedEmulator {

  private static final Path BUILT = Path.of("target/emulator");

  private PackagedEmulator() {}

  /** Starts it in a process of its own. */
  public static JarProcess start(Path log) {
    return JarProcess.start(jar(), "/openapi/backgroundcut-v3.json", Map.of(), log);
  }

  private static Path jar() {
    if (Files.isDirectory(BUILT)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(BUILT, "*-runner.jar")) {
        for (Path jar : jars) {
          return jar;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException(
        "The emulator is not built. Run: ./mvnw package -Dquarkus.profile=emulator"
            + " -Dquarkus.package.jar.type=uber-jar");
  }
}
