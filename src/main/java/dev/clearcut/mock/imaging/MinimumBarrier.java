package dev.clearcut.mock.imaging;

/**
 * The minimum barrier distance to the backdrop: along the best path from the border of the picture
 * to a pixel, how far apart the highest and the lowest value on the way are. What an outline closes
 * off from the border is far away as a whole, also where its own colours change.
 */
final class MinimumBarrier {
  private static final int PASSES = 3;
  private static final float UNREACHED = 1e6f;

  /** Border pixels stranger than this, in standard deviations, are subject and no start. */
  private static final float STRANGE = 3.5f;

  private final int width;
  private final int height;
  private final float[] value;
  private final float[] highest;
  private final float[] lowest;
  private final float[] distance;

  private MinimumBarrier(LabImage image, SaliencyMap strangeness, int channel) {
    width = image.width();
    height = image.height();
    value = new float[image.pixels()];
    distance = new float[image.pixels()];
    for (int pixel = 0; pixel < value.length; pixel++) {
      boolean start = image.distanceToBorder(pixel) == 0 && strangeness.values()[pixel] < STRANGE;
      value[pixel] = image.value(pixel, channel);
      distance[pixel] = start ? 0 : UNREACHED;
    }
    highest = value.clone();
    lowest = value.clone();
  }

  /**
   * The distances of the three channels added up.
   *
   * @param strangeness of each pixel, in standard deviations of the border's colours
   */
  static SaliencyMap of(LabImage image, SaliencyMap strangeness) {
    float[] sum = new float[image.pixels()];
    for (int channel = 0; channel < 3; channel++) {
      float[] distance = new MinimumBarrier(image, strangeness, channel).solve();
      for (int pixel = 0; pixel < sum.length; pixel++) {
        sum[pixel] += distance[pixel];
      }
    }
    return new SaliencyMap(image.width(), image.height(), sum);
  }

  /** Sweeps down and up in turn; three sweeps come close enough to the exact answer. */
  private float[] solve() {
    for (int pass = 0; pass < PASSES; pass++) {
      if (pass % 2 == 0) {
        sweepDown();
      } else {
        sweepUp();
      }
    }
    return distance;
  }

  private void sweepDown() {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = y * width + x;
        if (y > 0) {
          reach(pixel, pixel - width);
        }
        if (x > 0) {
          reach(pixel, pixel - 1);
        }
      }
    }
  }

  private void sweepUp() {
    for (int y = height - 1; y >= 0; y--) {
      for (int x = width - 1; x >= 0; x--) {
        int pixel = y * width + x;
        if (y < height - 1) {
          reach(pixel, pixel + width);
        }
        if (x < width - 1) {
          reach(pixel, pixel + 1);
        }
      }
    }
  }

  private void reach(int pixel, int from) {
    float high = Math.max(highest[from], value[pixel]);
    float low = Math.min(lowest[from], value[pixel]);
    if (high - low < distance[pixel]) {
      distance[pixel] = high - low;
      highest[pixel] = high;
      lowest[pixel] = low;
    }
  }
}
