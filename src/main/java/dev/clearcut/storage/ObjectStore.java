package dev.clearcut.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the bytes of sources and variants live. Keys are relative, slash-separated names made by
 * this application, never by a caller.
 */
public interface ObjectStore {

  /**
   * Stores a copy of {@code file} under {@code key}. When this returns, the object survives a
   * crash; readers see the old object or the new one, never a part.
   *
   * @throws java.io.UncheckedIOException when the store cannot take it
   */
  void put(String key, Path file);

  /** Opens the object for reading, or empty when there is none under {@code key}. */
  Optional<InputStream> open(String key);

  /** Deletes the object; there need not be one. */
  void delete(String key);
}
