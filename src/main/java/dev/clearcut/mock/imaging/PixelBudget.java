package dev.clearcut.mock.imaging;

/**
 * A size in pixels, and how it is brought under a limit.
 *
 * @param width at least 1
 * @param height at least 1
 */
record PixelBudget(int width, int height) {
  /**
   * The largest size of nearly the same proportions with at most that many pixels; the same size if
   * it fits already. The limit holds strictly, also for slivers whose short side rounds up to 1.
   *
   * @param maxPixels width × height, at least 1
   */
  PixelBudget within(long maxPixels) {
    if ((long) width * height <= maxPixels) {
      return this;
    }
    double scale = Math.sqrt(maxPixels / ((double) width * height));
    long across = Math.max(1, (long) (width * scale));
    long down = Math.max(1, (long) (height * scale));
    across = Math.max(1, Math.min(across, maxPixels / down));
    down = Math.min(down, maxPixels / across);
    return new PixelBudget((int) across, (int) down);
  }
}
