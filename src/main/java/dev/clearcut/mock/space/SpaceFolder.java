package dev.clearcut.mock.space;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of its own for the bytes of one emulator; it goes with the process. */
final class SpaceFolder {

  private static final String PREFIX = "backgroundcut-emulator-";

  private final Path folder;

  /**
   * @param parent in which the folder is made; the system's folder for temporary files when empty
   */
  SpaceFolder(Optional<Path> parent) {
    try {
      folder =
          parent.isPresent()
              ? Files.createTempDirectory(Files.createDirectories(parent.get()), PREFIX)
              : Files.createTempDirectory(PREFIX);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder for the emulator's files", e);
    }
  }

  Path newFile() {
    try {
      return Files.createTempFile(folder, "file-", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves a file in, under a new name. */
  Path takeOver(Path content) {
    Path own = newFile();
    try {
      return Files.move(content, own, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      delete(own);
      throw new UncheckedIOException(e);
    }
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the folder with all that is in it. */
  void delete() throws IOException {
    try (Stream<Path> rest = Files.list(folder)) {
      rest.forEach(SpaceFolder::delete);
    }
    Files.deleteIfExists(folder);
  }
}
