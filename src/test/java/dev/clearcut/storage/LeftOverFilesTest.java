package dev.clearcut.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process has left is deleted, and nothing else. */
class LeftOverFilesTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Duration LONG_AGO = Duration.ofHours(25);

  private final LeftOverFiles files = new LeftOverFiles(InstantSource.fixed(NOW));

  @TempDir Path folder;

  @Test
  void oldFilesOfOursGo() throws IOException {
    for (String kind : new String[] {"download", "health", "object", "photo"}) {
      file("clearcut-123." + kind, LONG_AGO);
    }
    files.discard(folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void youngFilesStay() throws IOException {
    Path file = file("clearcut-123.download", Duration.ofHours(23));
    files.discard(folder);
    assertThat(file).exists();
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    Path other = file("other-123.download", LONG_AGO);
    Path kind = file("clearcut-123.txt", LONG_AGO);
    Path named = file("clearcut-mine.photo", LONG_AGO);
    files.discard(folder);
    assertThat(other).exists();
    assertThat(kind).exists();
    assertThat(named).exists();
  }

  @Test
  void aFolderThatIsNotThereStopsNothing() {
    files.discard(folder.resolve("none"));
    assertThat(folder).isEmptyDirectory();
  }

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }
}
