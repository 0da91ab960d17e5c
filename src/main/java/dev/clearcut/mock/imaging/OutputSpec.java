package dev.clearcut.mock.imaging;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One file to make from a photo.
 *
 * @param format what kind of file
 * @param maxPixels the most pixels (width × height) it may have; larger results are scaled down
 *     proportionally, smaller ones are never scaled up
 * @param background what lies behind the subject; {@code null} keeps it transparent, or white in a
 *     format that has no transparency
 * @param compression 1 (smallest file) to 100 (best picture); lossless formats ignore it
 * @param autocrop whether to cut the canvas down to the subject, before {@code maxPixels} applies
 * @param target where the file is written, replacing what is there; its folder must exist
 */
public record OutputSpec(
    ImageFormat format,
    long maxPixels,
    Rgb background,
    int compression,
    boolean autocrop,
    Path target) {

  /** Checks what is mandatory and the ranges. */
  public OutputSpec {
    Objects.requireNonNull(format, "An output needs a format");
    Objects.requireNonNull(target, "An output needs a target");
    if (!format.writable()) {
      throw new IllegalArgumentException(format + " is read, but not written");
    }
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels is below 1: " + maxPixels);
    }
    if (compression < 1 || compression > 100) {
      throw new IllegalArgumentException("compression is outside 1 to 100: " + compression);
    }
  }

  /** Whether the file will carry transparency. */
  boolean keepsAlpha() {
    return background == null && format.alpha();
  }

  /** The colour behind the subject where the file has no transparency. */
  Rgb backdrop() {
    return background == null ? Rgb.WHITE : background;
  }
}
