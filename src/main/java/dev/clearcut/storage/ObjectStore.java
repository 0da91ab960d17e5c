package dev.clearcut.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Where the bytes of sources and variants live. Keys are relative, slash-separated names made by
 * this application, never by a caller. An object never changes: a key stands for the same bytes as
 * long as it exists. Bodies are streamed, whatever their size.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a key that is not safe, and {@link
 * ObjectStoreException} when the store fails or cannot be reached.
 */
public interface ObjectStore {

  /**
   * Stores a copy of {@code file} under {@code key}. When this returns, the object survives a
   * crash; readers see all of it or nothing. An object of the same length that is there already is
   * taken for the same and left alone, one of another length is never overwritten.
   */
  void put(String key, Path file);

  /** Opens the object for reading, or empty when there is none under {@code key}. */
  Optional<InputStream> open(String key);

  /**
   * Opens a part of the object, or empty when there is none under {@code key}.
   *
   * @param offset first byte, from 0
   * @param length how many bytes, at least 1; fewer come when the object ends before
   */
  Optional<InputStream> open(String key, long offset, long length);

  /**
   * Passes the object as a file, which is there until {@code reader} returns and must not be
   * changed.
   *
   * @return false when there is none under {@code key}
   */
  default boolean read(String key, Consumer<Path> reader) {
    Optional<InputStream> object = open(key);
    object.ifPresent(
        in -> {
          try (in) {
            Path copy = Files.createTempFile("clearcut-", ".object");
            try {
              Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
              reader.accept(copy);
            } finally {
              Files.deleteIfExists(copy);
            }
          } catch (IOException e) {
            throw new ObjectStoreException("Cannot read " + key, e);
          }
        });
    return object.isPresent();
  }

  /** Length of the object in bytes, or empty when there is none under {@code key}. */
  OptionalLong size(String key);

  /** Deletes the object; nothing happens when there is none. */
  void delete(String key);

  /**
   * Passes every object below a folder, in no order.
   *
   * @param folder first parts of the keys, ending in a slash
   */
  void list(String folder, Consumer<StoredObject> visitor);

  /**
   * Removes what a crash in the middle of a {@link #put} before {@code time} has left behind, where
   * that can be.
   */
  default void discardUnfinished(Instant time) {}
}
