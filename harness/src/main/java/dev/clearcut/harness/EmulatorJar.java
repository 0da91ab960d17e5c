package dev.clearcut.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/**
 * The emulator's single file: one that is named, or the one inside this library, which is copied to
 * a folder of the user's once, since Java runs no JAR from within a JAR.
 */
final class EmulatorJar {

  /** A system property: an emulator that was built or downloaded. */
  static final String PROPERTY = "backgroundcut.emulator.jar";

  private static final String RESOURCE = "/META-INF/backgroundcut-emulator.jar";
  private static final Duration UNUSED = Duration.ofDays(14);

  private EmulatorJar() {}

  /**
   * Finds it.
   *
   * @throws IllegalStateException with a sentence that says how to add it
   */
  static Path find() {
    return find(System.getProperty(PROPERTY));
  }

  /**
   * Finds it.
   *
   * @param named null to take the one inside this library
   */
  static Path find(String named) {
    if (named != null) {
      return existing(Path.of(named));
    }
    URL resource = EmulatorJar.class.getResource(RESOURCE);
    if (resource == null) {
      throw new IllegalStateException(
          "There is no emulator on the class path. Give the dependency"
              + " dev.clearcut:backgroundcut-harness the classifier of this machine (linux-x86_64,"
              + " linux-arm64, macosx-arm64, macosx-x86_64 or windows-x86_64), or name the"
              + " emulator's JAR in the system property "
              + PROPERTY
              + ", or the URL of one that runs in "
              + Emulators.URL_PROPERTY
              + ".");
    }
    try {
      return copied(resource, Path.of(System.getProperty("user.home"), ".cache", "backgroundcut"));
    } catch (IOException e) {
      throw new UncheckedIOException("The emulator could not be copied out of " + resource, e);
    }
  }

  private static Path existing(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "There is no emulator at %s, where %s points.".formatted(jar.toAbsolutePath(), PROPERTY));
    }
    return jar;
  }

  /** One copy for each content, however many tests want it at once. */
  private static Path copied(URL resource, Path folder) throws IOException {
    JarURLConnection connection = (JarURLConnection) resource.openConnection();
    connection.setUseCaches(false);
    try (InputStream content = connection.getInputStream()) {
      JarEntry entry = connection.getJarEntry();
      Path jar = folder.resolve("emulator-%08x-%d.jar".formatted(entry.getCrc(), entry.getSize()));
      if (Files.isRegularFile(jar)) {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        return jar;
      }
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "emulator-", ".part");
      try {
        Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
        Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      deleteUnused(folder);
      return jar;
    }
  }

  private static void deleteUnused(Path folder) throws IOException {
    Instant limit = Instant.now().minus(UNUSED);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
        Files.deleteIfExists(file);
      }
    }
  }
}
