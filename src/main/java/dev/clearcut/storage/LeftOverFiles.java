package dev.clearcut.storage;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What a process that was killed has left in the temporary folder: photos and results on their way.
 * Whoever starts next on the same machine deletes what is older than a day, which no work takes.
 */
@ApplicationScoped
class LeftOverFiles {

  private static final Logger LOG = Logger.getLogger(LeftOverFiles.class);

  /** What {@link Files#createTempFile} makes of the prefix and the suffixes that are in use. */
  private static final Pattern OURS =
      Pattern.compile("clearcut-\\d+\\.(download|health|object|photo)");

  private static final Duration LONGER_THAN_ANY_WORK = Duration.ofDays(1);

  private final InstantSource clock;

  LeftOverFiles(InstantSource clock) {
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    discard(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Deletes what is left over in a folder; what cannot be deleted stays. */
  void discard(Path folder) {
    Instant before = clock.instant().minus(LONGER_THAN_ANY_WORK);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "clearcut-*")) {
      for (Path file : files) {
        if (OURS.matcher(file.getFileName().toString()).matches()) {
          discard(file, before);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warnf("Cannot clean up %s: %s", folder, e);
    }
  }

  private static void discard(Path file, Instant before) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Somebody else did.
    } catch (IOException e) {
      LOG.warnf("Cannot delete %s: %s", file, e);
    }
  }
}
