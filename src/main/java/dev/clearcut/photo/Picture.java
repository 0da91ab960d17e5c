package dev.clearcut.photo;

import java.nio.file.Path;

/**
 * A picture that passed the checks: an uploaded photo, or a result.
 *
 * @param file where its bytes are
 * @param format the real format, by content
 * @param width in pixels, as stored (before any orientation is applied) unless it is said to be
 *     upright
 * @param height in pixels, likewise
 * @param sizeBytes length of the file
 * @param sha256 of the bytes, 64 hexadecimal digits
 * @param crc32 of the bytes, from 0 to 2³² − 1: what a ZIP file says of them
 */
public record Picture(
    Path file,
    PhotoFormat format,
    int width,
    int height,
    long sizeBytes,
    String sha256,
    long crc32) {

  public long pixels() {
    return (long) width * height;
  }

  /** The same with the sides swapped. */
  Picture turned() {
    return new Picture(file, format, height, width, sizeBytes, sha256, crc32);
  }

  /**
   * The cutout's id: the first 128 bits of the hash, so the same photo is always the same cutout.
   */
  public String cutoutId() {
    return sha256.substring(0, 32);
  }
}
