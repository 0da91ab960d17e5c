package dev.clearcut.mock.imaging;

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
}
