package dev.clearcut.storage;

import java.util.OptionalLong;

/** The rule that an object never changes. */
final class ImmutableObjects {

  private ImmutableObjects() {}

  /**
   * Whether there is nothing left to do for a put.
   *
   * @throws ObjectStoreException when the key is taken by something else
   */
  static boolean alreadyThere(String key, OptionalLong there, long wanted) {
    if (there.isPresent() && there.getAsLong() != wanted) {
      throw new ObjectStoreException(
          "Cannot store %s: an object of %d bytes is there, not one of %d"
              .formatted(key, there.getAsLong(), wanted));
    }
    return there.isPresent();
  }
}
