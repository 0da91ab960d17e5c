package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * A subject without its background.
 *
 * @param bgr CV_8UC3, the subject's own colours, not premultiplied
 * @param alpha CV_8UC1 of the same size
 */
record Cutout(Mat bgr, Mat alpha) {
  /** Fainter pixels than this do not count as subject when the canvas is cropped, out of 255. */
  private static final int VISIBLE = 12;

  /** The canvas cut down to what is visible; the whole canvas if nothing is. */
  Cutout cropped() {
    Mat visible = Mats.above(alpha, VISIBLE);
    if (countNonZero(visible) == 0) {
      return this;
    }
    Rect box = boundingRect(visible);
    return new Cutout(bgr.apply(box), alpha.apply(box));
  }
}
