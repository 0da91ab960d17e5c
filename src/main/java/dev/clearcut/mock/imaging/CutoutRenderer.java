package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Lays a cutout out on the canvas an output asks for. Scaling and blending work on premultiplied
 * colours, so that what is transparent never bleeds into what is not.
 */
final class CutoutRenderer {
  private static final double OPAQUE = 255;

  /** CV_8UC4 with straight alpha if the output keeps transparency, else CV_8UC3. */
  Mat render(Cutout cutout, OutputSpec output) {
    return NativeScope.keep(() -> draw(cutout, output));
  }

  private static Mat draw(Cutout cutout, OutputSpec output) {
    Cutout canvas = output.autocrop() ? cutout.cropped() : cutout;
    PixelBudget full = new PixelBudget(canvas.bgr().cols(), canvas.bgr().rows());
    PixelBudget size = full.within(output.maxPixels());
    boolean scales = !size.equals(full);
    if (output.keepsAlpha() && !scales) {
      return withAlpha(canvas.bgr(), canvas.alpha());
    }
    Mat weighted = product(canvas.bgr(), Mats.converted(canvas.alpha(), COLOR_GRAY2BGR));
    Mat alpha = canvas.alpha();
    if (scales) {
      weighted = Mats.resized(weighted, size.width(), size.height());
      alpha = Mats.resized(alpha, size.width(), size.height());
    }
    return output.keepsAlpha()
        ? withAlpha(quotient(weighted, Mats.converted(alpha, COLOR_GRAY2BGR)), alpha)
        : flattened(weighted, alpha, output.backdrop());
  }

  private static Mat withAlpha(Mat bgr, Mat alpha) {
    Mat bgra = new Mat();
    merge(new MatVector(bgr, alpha), bgra);
    return bgra;
  }

  /** The premultiplied colours over an opaque colour. */
  private static Mat flattened(Mat weighted, Mat alpha, Rgb colour) {
    Scalar bgr = new Scalar(colour.blue(), colour.green(), colour.red(), 0);
    Mat backdrop = new Mat(weighted.size(), weighted.type(), bgr);
    Mat transparency = Mats.converted(Mats.inverted(alpha), COLOR_GRAY2BGR);
    Mat result = new Mat();
    add(weighted, product(backdrop, transparency), result);
    return result;
  }

  private static Mat product(Mat bgr, Mat alpha) {
    Mat result = new Mat();
    multiply(bgr, alpha, result, 1 / OPAQUE, -1);
    return result;
  }

  private static Mat quotient(Mat weighted, Mat alpha) {
    Mat result = new Mat();
    divide(weighted, alpha, result, OPAQUE, -1);
    return result;
  }
}
