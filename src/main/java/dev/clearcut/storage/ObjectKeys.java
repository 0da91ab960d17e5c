package dev.clearcut.storage;

import java.util.regex.Pattern;

/** Which keys a store takes: nothing that a file system or a URL could read differently. */
final class ObjectKeys {

  private static final Pattern KEY =
      Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*/[a-z0-9-]+(\\.[a-z0-9]+)?");
  private static final Pattern FOLDER = Pattern.compile("([a-z0-9-]+/)+");

  private ObjectKeys() {}

  /** The key itself, when it is safe. */
  static String safe(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("Not a safe object key: " + key);
    }
    return key;
  }

  /** The folder itself, when it is safe. */
  static String safeFolder(String folder) {
    if (!FOLDER.matcher(folder).matches()) {
      throw new IllegalArgumentException("Not a safe folder of objects: " + folder);
    }
    return folder;
  }
}
