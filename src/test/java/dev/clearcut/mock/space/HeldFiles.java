package dev.clearcut.mock.space;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Held files for the tests of other packages. */
public final class HeldFiles {

  private HeldFiles() {}

  public static HeldFile of(Path file, String content) throws IOException {
    return HeldFile.of(Files.writeString(file, content));
  }
}
