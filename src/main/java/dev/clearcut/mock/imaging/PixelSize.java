package dev.clearcut.mock.imaging;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;

/**
 * The size of a picture in pixels.
 *
 * @param width at least 1
 * @param height at least 1
 */
record PixelSize(int width, int height) {
  /** Width times height. */
  long pixels() {
    return (long) width * height;
  }

  /**
   * The largest size of nearly the same proportions with at most that many pixels; the same size if
   * it fits already. The limit holds strictly, also for slivers whose short side rounds up to 1.
   *
   * @param maxPixels width × height, at least 1
   */
  PixelSize within(long maxPixels) {
    if (pixels() <= maxPixels) {
      return this;
    }
    double scale = Math.sqrt(maxPixels / (double) pixels());
    long across = Math.max(1, (long) (width * scale));
    long down = Math.max(1, (long) (height * scale));
    across = Math.max(1, Math.min(across, maxPixels / down));
    down = Math.min(down, maxPixels / across);
    return new PixelSize((int) across, (int) down);
  }

  /**
   * Checks that a format can hold a picture of this size.
   *
   * @throws ImageRejectedException if a side is too long for it
   */
  void requireFits(ImageFormat format) {
    int longest = Math.max(width, height);
    if (longest > format.longestSide()) {
      throw new ImageRejectedException(
          Reason.TOO_MANY_PIXELS,
          "A side of %d pixels is too long for %s; ask for at most %d, or for PNG."
              .formatted(longest, format, format.longestSide()));
    }
  }
}
