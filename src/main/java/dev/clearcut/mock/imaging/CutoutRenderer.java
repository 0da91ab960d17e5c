package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

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
    PixelSize full = new PixelSize(canvas.bgr().cols(), canvas.bgr().rows());
    PixelSize size = full.within(output.maxPixels());
    boolean scales = !size.equals(full);
    if (output.keepsAlpha() && !scales) {
      return Mats.withAlpha(canvas.bgr(), canvas.alpha());
    }
    Mat weighted = premultiplied(canvas.bgr(), canvas.alpha());
    Mat alpha = canvas.alpha();
    if (scales) {
      weighted = Mats.resized(weighted, size.width(), size.height());
      alpha = Mats.resized(alpha, size.width(), size.height());
    }
    return output.keepsAlpha()
        ? Mats.withAlpha(Mats.unweighted(weighted, alpha), alpha)
        : flattened(weighted, alpha, output.backdrop());
  }

  /** The premultiplied colours over an opaque colour. */
  private static Mat flattened(Mat weighted, Mat alpha, Rgb colour) {
    return NativeScope.keep(
        () -> {
          Mat transparency = Mats.inverted(alpha);
          Mat backdrop = new Mat();
          merge(
              new MatVector(
                  scaled(transparency, colour.blue()),
                  scaled(transparency, colour.green()),
                  scaled(transparency, colour.red())),
              backdrop);
          Mat result = new Mat();
          add(weighted, backdrop, result);
          return result;
        });
  }

  private static Mat scaled(Mat share, int component) {
    Mat result = new Mat();
    share.convertTo(result, -1, component / OPAQUE, 0);
    return result;
  }

  private static Mat premultiplied(Mat bgr, Mat alpha) {
    return NativeScope.keep(
        () -> {
          Mat result = new Mat();
          multiply(bgr, Mats.converted(alpha, COLOR_GRAY2BGR), result, 1 / OPAQUE, -1);
          return result;
        });
  }
}
