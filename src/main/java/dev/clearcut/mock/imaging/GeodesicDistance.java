package dev.clearcut.mock.imaging;

import java.util.Arrays;

/**
 * How far pixels are from seeds, where a step costs the more, the more the colour changes: what
 * lies behind an edge is far away.
 */
final class GeodesicDistance {
  private static final int PASSES = 2;
  private static final float UNREACHED = 1e6f;
  private static final float DIAGONAL = (float) Math.sqrt(2);

  /** Crossing the whole picture costs as much as this colour difference. */
  private static final float CROSSING = 12;

  private final LabImage image;
  private final float step;
  private final float[] distance;

  GeodesicDistance(LabImage image) {
    this.image = image;
    this.step = CROSSING / Math.max(image.width(), image.height());
    this.distance = new float[image.pixels()];
    Arrays.fill(distance, UNREACHED);
  }

  /** Makes a pixel a seed; one with a head start of less than another has less to say. */
  void seed(int pixel, float headStart) {
    distance[pixel] = Math.min(distance[pixel], headStart);
  }

  /** The distances of all pixels, in colour differences; sweeps down and up in turn. */
  float[] solve() {
    int width = image.width();
    int height = image.height();
    for (int pass = 0; pass < PASSES; pass++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          reachFrom(x, y, -1, 0);
          reachFrom(x, y, 0, -1);
          reachFrom(x, y, -1, -1);
          reachFrom(x, y, 1, -1);
        }
      }
      for (int y = height - 1; y >= 0; y--) {
        for (int x = width - 1; x >= 0; x--) {
          reachFrom(x, y, 1, 0);
          reachFrom(x, y, 0, 1);
          reachFrom(x, y, 1, 1);
          reachFrom(x, y, -1, 1);
        }
      }
    }
    return distance;
  }

  private void reachFrom(int x, int y, int dx, int dy) {
    int fromX = x + dx;
    int fromY = y + dy;
    if (fromX < 0 || fromY < 0 || fromX >= image.width() || fromY >= image.height()) {
      return;
    }
    int pixel = y * image.width() + x;
    int from = fromY * image.width() + fromX;
    float length = dx != 0 && dy != 0 ? step * DIAGONAL : step;
    distance[pixel] = Math.min(distance[pixel], distance[from] + length + change(pixel, from));
  }

  /** The colour difference, with lightness counting less, as shading changes it too. */
  private float change(int one, int other) {
    float lightness = image.value(one, 0) - image.value(other, 0);
    float a = image.value(one, 1) - image.value(other, 1);
    float b = image.value(one, 2) - image.value(other, 2);
    return (float) Math.sqrt(0.5f * lightness * lightness + a * a + b * b);
  }
}
