package dev.clearcut.mock.model;

/** What walks upload; the bytes are in {@link Samples}. */
enum Sample {
  PNG(Kind.PNG, 16, 16),
  JPEG(Kind.JPEG, 16, 16),
  WEBP(Kind.WEBP, 16, 16),
  AVIF(Kind.AVIF, 16, 16),
  HEIC(Kind.HEIC, 96, 64),
  /** Begins as a PNG does, and is none. */
  BROKEN(Kind.PNG, 0, 0),
  /** No image at all. */
  TEXT(null, 0, 0);

  private final Kind kind;
  private final int width;
  private final int height;

  Sample(Kind kind, int width, int height) {
    this.kind = kind;
    this.width = width;
    this.height = height;
  }

  /** What it looks like from outside; null for what is no image. */
  Kind kind() {
    return kind;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Whether there is a picture in it. */
  boolean readable() {
    return width > 0;
  }
}
