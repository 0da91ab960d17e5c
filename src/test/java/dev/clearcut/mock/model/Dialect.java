package dev.clearcut.mock.model;

import java.util.EnumSet;
import java.util.Set;

/** What each generation of the API takes, makes and says, from the contract. */
enum Dialect {
  KEY(
      EnumSet.allOf(Kind.class),
      Set.of("png", "jpeg", "webp"),
      "InvalidImageFormat",
      "FileNotFoundAtKey"),
  PATH(
      EnumSet.complementOf(EnumSet.of(Kind.HEIC)),
      Set.of("png", "jpeg", "jpg", "webp", "avif"),
      "InvalidImageFormat",
      "FileNotFoundAtPath"),
  FILENAME(
      EnumSet.of(Kind.PNG, Kind.JPEG, Kind.WEBP),
      Set.of("png", "jpg", "webp"),
      "InvalidImageFormatReference",
      "UniqueFilenameNotFound");

  private final Set<Kind> inputs;
  private final Set<String> formats;
  private final String invalidFormat;
  private final String notFound;

  Dialect(Set<Kind> inputs, Set<String> formats, String invalidFormat, String notFound) {
    this.inputs = inputs;
    this.formats = formats;
    this.invalidFormat = invalidFormat;
    this.notFound = notFound;
  }

  boolean takes(Kind kind) {
    return kind != null && inputs.contains(kind);
  }

  boolean makes(String format) {
    return formats.contains(format);
  }

  Expected invalidFormat() {
    return Expected.refused(400, invalidFormat);
  }

  Expected notFound() {
    return Expected.refused(404, notFound);
  }
}
