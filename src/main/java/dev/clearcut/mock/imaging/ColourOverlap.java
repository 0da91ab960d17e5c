package dev.clearcut.mock.imaging;

/** How alike the colours of the subject and of the rest are, as the overlap of two histograms. */
final class ColourOverlap {
  private static final int BINS = 16;

  private ColourOverlap() {}

  /** The Bhattacharyya coefficient: 0 where no colour is shared, 1 where all are. */
  static double of(LabImage image, byte[] mask) {
    int[] subject = new int[BINS * BINS * BINS];
    int[] rest = new int[BINS * BINS * BINS];
    int area = 0;
    for (int pixel = 0; pixel < mask.length; pixel++) {
      int bin = bin(image, pixel);
      if (mask[pixel] != 0) {
        subject[bin]++;
        area++;
      } else {
        rest[bin]++;
      }
    }
    double overlap = 0;
    for (int bin = 0; bin < subject.length; bin++) {
      overlap += Math.sqrt((double) subject[bin] / area * rest[bin] / (mask.length - area));
    }
    return overlap;
  }

  private static int bin(LabImage image, int pixel) {
    int lightness = bounded(image.value(pixel, 0) / 6.26f);
    int a = bounded((image.value(pixel, 1) + 64) / 8);
    int b = bounded((image.value(pixel, 2) + 64) / 8);
    return (lightness * BINS + a) * BINS + b;
  }

  private static int bounded(float position) {
    return Math.max(0, Math.min(BINS - 1, (int) position));
  }
}
