package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;

/** What the vendor takes in the key dialect (page "Basic", "Supported input formats"). */
enum PhotoFormat {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  AVIF("image/avif", "avif"),
  HEIC("image/heic", "heic");

  private final String mediaType;
  private final String extension;

  PhotoFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The format that the vendor was asked to deliver. */
  static PhotoFormat of(KeyFormat delivered) {
    return switch (delivered) {
      case PNG -> PNG;
      case JPEG -> JPEG;
      case WEBP -> WEBP;
    };
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return extension;
  }
}
