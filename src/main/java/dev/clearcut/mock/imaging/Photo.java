package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.multiply;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A decoded picture, upright.
 *
 * @param bgr CV_8UC3, straight colours
 * @param alpha CV_8UC1 of the same size, or {@code null} where every pixel is opaque
 */
record Photo(Mat bgr, Mat alpha) {
  private static final int HALF = 127;
  private static final double OPAQUE = 255;

  int width() {
    return bgr.cols();
  }

  int height() {
    return bgr.rows();
  }

  /** Whether somebody has removed the background already: most of the border is transparent. */
  boolean isCutout() {
    if (alpha == null) {
      return false;
    }
    return NativeScope.free(
        () -> {
          Mat opaque = Mats.above(alpha, HALF);
          int border = 2 * (alpha.cols() + alpha.rows());
          int onBorder =
              countNonZero(opaque.row(0))
                  + countNonZero(opaque.row(opaque.rows() - 1))
                  + countNonZero(opaque.col(0))
                  + countNonZero(opaque.col(opaque.cols() - 1));
          return onBorder < border / 2;
        });
  }

  /** The picture as it is, transparent pixels made black. */
  Cutout asCutout() {
    Mat colours = Mat.zeros(bgr.size(), bgr.type()).asMat();
    bgr.copyTo(colours, alpha);
    return new Cutout(colours, alpha);
  }

  /** A cutout of this picture, no more opaque than the picture is. */
  Cutout limit(Cutout cutout) {
    if (alpha == null) {
      return cutout;
    }
    Mat both = new Mat();
    multiply(cutout.alpha(), alpha, both, 1 / OPAQUE, -1);
    return new Cutout(cutout.bgr(), both);
  }
}
