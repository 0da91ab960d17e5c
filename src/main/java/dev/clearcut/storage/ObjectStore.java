package dev.clearcut.storage;

import java.io.InputStream;
import java.nio.file.Path;
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

  /** Removes what a crash in the middle of a {@link #put} before {@code time} has left behind. */
  void discardUnfinished(Instant time);
}
