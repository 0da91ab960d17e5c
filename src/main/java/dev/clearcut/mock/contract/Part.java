package dev.clearcut.mock.contract;

import java.nio.file.Path;

/**
 * One part of a multipart form.
 *
 * @param name of the field
 * @param text the value of a part without a file name, otherwise null
 * @param file the content of a part with a file name, otherwise null
 * @param mediaType as declared, or null
 * @param size in bytes
 */
public record Part(String name, String text, Path file, String mediaType, long size) {

  /** Whether it has a file name. */
  public boolean isFile() {
    return file != null;
  }
}
