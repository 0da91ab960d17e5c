package dev.clearcut.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** Deletes the temporary files of puts that never came to their end. */
class UnfinishedFiles extends FilesThatStay {

  static final String SUFFIX = ".part";

  private final Instant before;

  UnfinishedFiles(Instant before) {
    this.before = before;
  }

  static boolean isOne(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(SUFFIX);
  }

  @Override
  void visit(Path file, BasicFileAttributes attributes) throws IOException {
    if (isOne(file) && attributes.lastModifiedTime().toInstant().isBefore(before)) {
      Files.deleteIfExists(file);
    }
  }
}
