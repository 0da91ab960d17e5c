package dev.clearcut.mock.space;

import java.nio.file.Path;

/**
 * The bytes of a stored file, for as long as this is open: it may be replaced, deleted or expire
 * meanwhile.
 *
 * @param content where to read them
 */
public record HeldFile(Path content) implements AutoCloseable {

  @Override
  public void close() {
    SpaceFolder.delete(content);
  }
}
