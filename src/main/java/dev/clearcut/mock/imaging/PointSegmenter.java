package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_imgproc.GC_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_FGD;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Cuts out what somebody points at. Pixels lean to the nearest dot, where nearness counts edges in
 * between; the border of the picture pulls like a weak dot of the other kind. From there a graph
 * cut learns the colours of both sides, and what no dot asked for is dropped.
 */
final class PointSegmenter {
  private static final int ROUNDS = 2;
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

  private final Mat bgr;
  private final LabImage image;

  PointSegmenter(Mat bgr) {
    this.bgr = bgr;
    this.image = LabImage.of(bgr);
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
          byte[] labels = leanings(include, exclude);
          settle(labels, exclude, (byte) GC_BGD);
          settle(labels, include, (byte) GC_FGD);
          Mat cut = new GrabCut().cut(bgr, labels, ROUNDS);
          Mat wanted = MaskCleaner.holding(cut, include);
          return MaskCleaner.clean(wanted, ISLAND, HOLE);
        });
  }

  private byte[] leanings(List<Dot> include, List<Dot> exclude) {
    GeodesicDistance toSubject = new GeodesicDistance(image);
    GeodesicDistance toRest = new GeodesicDistance(image);
    include.forEach(dot -> toSubject.seed(pixel(dot), 0));
    exclude.forEach(dot -> toRest.seed(pixel(dot), 0));
    seedBorder(toRest);
    float[] subject = toSubject.solve();
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
