package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_MAX;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponentsWithStats;

import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.bytedeco.opencv.opencv_core.Mat;

/** Removes small islands from a mask and closes small holes in it. */
final class MaskCleaner {
  private MaskCleaner() {}

  /**
   * Cleans.
   *
   * @param mask CV_8UC1
   * @param island the least area of a piece that stays, as a share of the largest piece
   * @param hole the least area of a hole that stays, as a share of the largest piece
   */
  static Mat clean(Mat mask, double island, double hole) {
    return NativeScope.keep(
        () -> {
          Pieces solid = Pieces.of(mask, 8);
          Mat kept =
              Mats.ofBytes(solid.atLeast(solid.largest() * island), mask.cols(), mask.rows());
          Pieces open = Pieces.of(Mats.inverted(kept), 4);
          byte[] background = open.atLeast(solid.largest() * hole);
          return Mats.inverted(Mats.ofBytes(background, mask.cols(), mask.rows()));
        });
  }

  /** Only the pieces of a mask on which there is one of the dots. */
  static Mat holding(Mat mask, List<Dot> dots) {
    return NativeScope.keep(
        () -> {
          Pieces pieces = Pieces.of(mask, 8);
          Set<Integer> wanted =
              dots.stream()
                  .map(dot -> pieces.labels[dot.y() * mask.cols() + dot.x()])
                  .collect(Collectors.toSet());
          return Mats.ofBytes(pieces.where(wanted::contains), mask.cols(), mask.rows());
        });
  }

  /** Connected pieces: a label for each pixel (0 is outside), an area for each label. */
  private record Pieces(int[] labels, int[] areas) {
    static Pieces of(Mat mask, int connectivity) {
      Mat labels = new Mat();
      Mat stats = new Mat();
      int count =
          connectedComponentsWithStats(mask, labels, stats, new Mat(), connectivity, CV_32S);
      int[] table = Mats.ints(stats);
      int[] areas = new int[count];
      for (int label = 1; label < count; label++) {
        areas[label] = table[label * CC_STAT_MAX + CC_STAT_AREA];
      }
      return new Pieces(Mats.ints(labels), areas);
    }

    int largest() {
      int largest = 0;
      for (int area : areas) {
        largest = Math.max(largest, area);
      }
      return largest;
    }

    /** A mask of the pieces with at least that area. */
    byte[] atLeast(double area) {
      return where(label -> areas[label] >= area);
    }

    /** A mask of the pieces whose label is wanted. */
    byte[] where(IntPredicate wanted) {
      byte[] mask = new byte[labels.length];
      for (int pixel = 0; pixel < mask.length; pixel++) {
        mask[pixel] = (byte) (labels[pixel] > 0 && wanted.test(labels[pixel]) ? 255 : 0);
      }
      return mask;
    }
  }
}
