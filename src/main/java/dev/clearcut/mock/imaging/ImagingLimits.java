package dev.clearcut.mock.imaging;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;

/**
 * What one job of the imaging may take of the machine. Each takes native memory of its own: whoever
 * runs several at a time bounds their number.
 *
 * @param maxPixels the largest picture decoded, in pixels (width × height)
 * @param threads how many threads it uses, 1 or 2, for the tiles of a photo and inside the native
 *     libraries, which have one such number for the whole process
 */
public record ImagingLimits(long maxPixels, int threads) {
  /** 50 megapixels, two threads: at the very worst about 1 GB of native memory. */
  public static final ImagingLimits DEFAULT = new ImagingLimits(50_000_000, 2);

  /** Checks the ranges. */
  public ImagingLimits {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels is below 1: " + maxPixels);
    }
    if (threads < 1 || threads > 2) {
      throw new IllegalArgumentException("threads is neither 1 nor 2: " + threads);
    }
  }

  /**
   * Checks the size of a picture before it is decoded.
   *
   * @throws ImageRejectedException if it has more pixels than are decoded
   */
  void requireFits(PixelSize size) {
    if (size.pixels() > maxPixels) {
      throw new ImageRejectedException(
          Reason.TOO_MANY_PIXELS,
          "The image has %d × %d pixels, more than the %d that are accepted; send a smaller one."
              .formatted(size.width(), size.height(), maxPixels));
    }
  }
}
