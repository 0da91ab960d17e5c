package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_imgproc.GC_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Cuts out what somebody points at. Pixels lean to the nearest dot, where nearness counts edges in
 * between; the border of the picture pulls like a weak dot of the other kind. From there a graph
 * cut on a thumbnail learns the colours of both sides, and what no dot asked for is dropped. The
 * outline alone is then cut again on the picture, with these colours: a graph cut of all of it
 * takes five times as long.
 *
 * <p>Where an engine has an opinion of its own, the pieces of its mask that green dots are on are
 * the subject, but for what red dots take of them; green dots elsewhere add to them.
 */
final class PointSegmenter {
  private static final int THUMBNAIL = 256;
  private static final int ROUNDS = 2;
  private static final int OUTLINE_ROUNDS = 1;

  /** What is uncertain on either side of a thumbnail's outline, in pixels of the thumbnail. */
  private static final double UNCERTAIN = 2.4;

  private static final double ISLAND = 0.001;
  private static final double HOLE = 0.003;

  /** The head starts of the border, in colour differences; subjects often stand on the lower. */
  private static final float BORDER = 6;

  private static final float LOWER_BORDER = 12;

  /** Where the border does not look like the rest of the border, it pulls less. */
  private static final float ODD_BORDER = 10;

  private static final float ODD = 4;

  /** A dot settles this much around it, by the longer side, as far as the colour stays. */
  private static final double DISC = 0.012;

  private static final float SAME_COLOUR = 14;

  /** Where a mask is above or below these, out of 255, it is certain. */
  private static final int SURELY = 230;

  private static final int SURELY_NOT = 25;

  private static final int HALF = 127;

  private final Mat bgr;
  private final LabImage image;
  private final Optional<Mat> mask;

  /**
   * Prepares a cut.
   *
   * @param bgr CV_8UC3
   * @param mask what an engine takes for the subject, CV_8UC1 of the same size
   */
  PointSegmenter(Mat bgr, Optional<Mat> mask) {
    this.bgr = bgr;
    this.image = LabImage.of(bgr);
    this.mask = mask;
  }

  /**
   * Cuts.
   *
   * @param include at least one, on the picture
   * @param exclude any number, on the picture
   * @return a CV_8UC1 mask
   */
  Mat segment(List<Dot> include, List<Dot> exclude) {
    return NativeScope.keep(
        () -> {
          GrabCut graph = new GrabCut();
          byte[] labels = settled(leanings(include, exclude), include, exclude);
          Mat cut =
              Math.max(bgr.cols(), bgr.rows()) <= THUMBNAIL
                  ? graph.cut(bgr, labels, ROUNDS)
                  : graph.cut(
                      bgr, settled(outline(graph, labels), include, exclude), OUTLINE_ROUNDS);
          return MaskCleaner.clean(MaskCleaner.holding(cut, include), ISLAND, HOLE);
        });
  }

  /** Cuts a thumbnail: nothing is left to decide but a band along what it found. */
  private byte[] outline(GrabCut graph, byte[] labels) {
    Mat small = Mats.fitted(bgr, THUMBNAIL);
    Mat guess = new Mat();
    resize(Mats.ofBytes(labels, bgr.cols(), bgr.rows()), guess, small.size(), 0, 0, INTER_NEAREST);
    Mat coarse = graph.cut(small, Mats.bytes(guess), ROUNDS);
    double growth = (double) bgr.cols() / small.cols();
    int radius = Math.max(3, (int) Math.round(UNCERTAIN * growth));
    return Trimap.alongOutline(Mats.resizedMask(coarse, bgr.cols(), bgr.rows()), radius);
  }

  private byte[] settled(byte[] labels, List<Dot> include, List<Dot> exclude) {
    settle(labels, exclude, (byte) GC_BGD);
    settle(labels, include, (byte) GC_FGD);
    return labels;
  }

  private byte[] leanings(List<Dot> include, List<Dot> exclude) {
    if (mask.isPresent()) {
      byte[] seen = Mats.bytes(MaskCleaner.holding(Mats.above(mask.get(), HALF), include));
      List<Dot> elsewhere = include.stream().filter(dot -> seen[pixel(dot)] == 0).toList();
      if (elsewhere.size() < include.size()) {
        return leanings(include, exclude, seen, elsewhere);
      }
    }
    return byDots(include, exclude);
  }

  /**
   * By the mask where the dots do not say otherwise.
   *
   * @param seen the pieces of the mask that dots are on
   * @param elsewhere the dots that are on none of them
   */
  private byte[] leanings(List<Dot> include, List<Dot> exclude, byte[] seen, List<Dot> elsewhere) {
    byte[] certainty = Mats.bytes(mask.orElseThrow());
    float[] subject = distances(include);
    float[] rest = distances(exclude);
    byte[] labels = byDots(elsewhere, exclude);
    for (int pixel = 0; pixel < labels.length; pixel++) {
      int value = Byte.toUnsignedInt(certainty[pixel]);
      if (seen[pixel] != 0) {
        boolean taken = rest[pixel] < subject[pixel];
        labels[pixel] = (byte) (taken ? GC_PR_BGD : value > SURELY ? GC_FGD : GC_PR_FGD);
      } else if (labels[pixel] == GC_PR_BGD && value < SURELY_NOT) {
        labels[pixel] = GC_BGD;
      }
    }
    return labels;
  }

  private float[] distances(List<Dot> dots) {
    GeodesicDistance distance = new GeodesicDistance(image);
    dots.forEach(dot -> distance.seed(pixel(dot), 0));
    return distance.solve();
  }

  private byte[] byDots(List<Dot> include, List<Dot> exclude) {
    GeodesicDistance toRest = new GeodesicDistance(image);
    exclude.forEach(dot -> toRest.seed(pixel(dot), 0));
    seedBorder(toRest);
    float[] subject = distances(include);
    float[] rest = toRest.solve();
    byte[] labels = new byte[subject.length];
    for (int pixel = 0; pixel < labels.length; pixel++) {
      labels[pixel] = (byte) (subject[pixel] < rest[pixel] ? GC_PR_FGD : GC_PR_BGD);
    }
    return labels;
  }

  private void seedBorder(GeodesicDistance distance) {
    float[] oddness = BorderColours.of(image).distances().values();
    for (int pixel = 0; pixel < oddness.length; pixel++) {
      if (image.distanceToBorder(pixel) == 0) {
        boolean lower = pixel / image.width() == image.height() - 1;
        float headStart = lower ? LOWER_BORDER : BORDER;
        distance.seed(pixel, oddness[pixel] > ODD ? headStart + ODD_BORDER : headStart);
      }
    }
  }

  private void settle(byte[] labels, List<Dot> dots, byte label) {
    int radius = (int) Math.max(2, Math.round(Math.max(image.width(), image.height()) * DISC));
    for (Dot dot : dots) {
      for (int y = dot.y() - radius; y <= dot.y() + radius; y++) {
        for (int x = dot.x() - radius; x <= dot.x() + radius; x++) {
          Dot near = new Dot(x, y);
          if (Math.hypot(x - dot.x(), y - dot.y()) <= radius
              && near.isOn(new PixelSize(image.width(), image.height()))
              && image.distance(pixel(near), pixel(dot)) < SAME_COLOUR) {
            labels[pixel(near)] = label;
          }
        }
      }
    }
  }

  private int pixel(Dot dot) {
    return dot.y() * image.width() + dot.x();
  }
}
