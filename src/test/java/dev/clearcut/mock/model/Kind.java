package dev.clearcut.mock.model;

/** The kinds of image file of the contract. */
enum Kind {
  PNG("image/png"),
  JPEG("image/jpeg"),
  WEBP("image/webp"),
  AVIF("image/avif"),
  HEIC("image/heic");

  private final String mediaType;

  Kind(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** What a call that asks for a format gets. */
  static Kind of(String format) {
    return format.equals("jpg") ? JPEG : valueOf(format.toUpperCase());
  }
}
