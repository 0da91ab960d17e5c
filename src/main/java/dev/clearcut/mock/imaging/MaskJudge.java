package dev.clearcut.mock.imaging;

import java.util.Arrays;

/**
 * Tells a likely subject from an unlikely one: its outline follows edges, its colours are not those
 * of the rest, it keeps off the border, it is compact, and the saliency maps agree with it.
 */
final class MaskJudge {
  /** The mark of a mask that cannot be a subject: next to nothing, or next to everything. */
  static final double HOPELESS = -9;

  private static final double LEAST_AREA = 0.002;
  private static final double MOST_AREA = 0.93;
  private static final double SMALL_AREA = 0.02;
  private static final double LARGE_AREA = 0.7;
  private static final double CIRCLE = 2 * Math.sqrt(Math.PI);
  private static final float LEAST_EDGE = 4;

  private final LabImage image;
  private final SaliencyMap consensus;
  private final float[] edges;
  private final float strongEdge;

  MaskJudge(LabImage image, SaliencyMap consensus) {
    this.image = image;
    this.consensus = consensus;
    this.edges = edges(image);
    float[] sorted = edges.clone();
    Arrays.sort(sorted);
    this.strongEdge = Math.max(LEAST_EDGE, sorted[(int) (sorted.length * 0.95)]);
  }

  /** The higher, the better; around 1 to 2 for a good mask. */
  double mark(byte[] mask) {
    double area = share(mask);
    if (area < LEAST_AREA || area > MOST_AREA) {
      return HOPELESS;
    }
    int outline = 0;
    int weak = 0;
    double strength = 0;
    for (int pixel = 0; pixel < mask.length; pixel++) {
      if (mask[pixel] != 0 && isOutline(mask, pixel)) {
        float edge = edgeNear(pixel);
        strength += Math.min(1, edge / strongEdge);
        weak += edge < 0.3 * strongEdge ? 1 : 0;
        outline++;
      }
    }
    if (outline == 0) {
      return HOPELESS;
    }
    double roughness = outline / Math.sqrt(area * mask.length) / CIRCLE;
    return strength / outline
        - 0.6 * weak / outline
        + 0.25 * (1 - ColourOverlap.of(image, mask))
        - touching(mask)
        + 0.12 * Math.min(1, 1.6 / Math.sqrt(roughness))
        - 10 * Math.max(0, SMALL_AREA - area)
        - (area > LARGE_AREA ? 0.3 : 0)
        + 1.2 * agreement(mask);
  }

  /** The share of the subject's pixels in the picture. */
  private static double share(byte[] mask) {
    int count = 0;
    for (byte value : mask) {
      count += value & 1;
    }
    return (double) count / mask.length;
  }

  /** The share of the top, left and right border that the subject covers; standing is no fault. */
  private double touching(byte[] mask) {
    int width = image.width();
    int height = image.height();
    int count = 0;
    for (int x = 0; x < width; x++) {
      count += mask[x] & 1;
    }
    for (int y = 0; y < height; y++) {
      count += (mask[y * width] & 1) + (mask[y * width + width - 1] & 1);
    }
    return (double) count / (width + 2 * height);
  }

  /** Intersection over union with the consensus of the maps, both taken as fuzzy sets. */
  private double agreement(byte[] mask) {
    double both = 0;
    double either = 0;
    for (int pixel = 0; pixel < mask.length; pixel++) {
      float inside = mask[pixel] & 1;
      both += Math.min(inside, consensus.values()[pixel]);
      either += Math.max(inside, consensus.values()[pixel]);
    }
    return either == 0 ? 0 : both / either;
  }

  private boolean isOutline(byte[] mask, int pixel) {
    int x = pixel % image.width();
    int y = pixel / image.width();
    return x > 0 && mask[pixel - 1] == 0
        || x < image.width() - 1 && mask[pixel + 1] == 0
        || y > 0 && mask[pixel - image.width()] == 0
        || y < image.height() - 1 && mask[pixel + image.width()] == 0;
  }

  /** The strongest edge on a pixel and its neighbours, as a cut may be one pixel off. */
  private float edgeNear(int pixel) {
    float strongest = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        strongest = Math.max(strongest, edges[neighbour(image, pixel, dx, dy)]);
      }
    }
    return strongest;
  }

  private static float[] edges(LabImage image) {
    float[] edges = new float[image.pixels()];
    for (int pixel = 0; pixel < edges.length; pixel++) {
      float across = image.distance(neighbour(image, pixel, -1, 0), neighbour(image, pixel, 1, 0));
      float down = image.distance(neighbour(image, pixel, 0, -1), neighbour(image, pixel, 0, 1));
      edges[pixel] = (float) Math.hypot(across, down);
    }
    return edges;
  }

  private static int neighbour(LabImage image, int pixel, int dx, int dy) {
    int x = Math.max(0, Math.min(image.width() - 1, pixel % image.width() + dx));
    int y = Math.max(0, Math.min(image.height() - 1, pixel / image.width() + dy));
    return y * image.width() + x;
  }
}
