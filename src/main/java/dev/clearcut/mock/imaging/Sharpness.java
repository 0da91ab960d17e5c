package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.BORDER_DEFAULT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.sqrt;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Where the picture is in focus: the local strength of its finest detail. */
final class Sharpness {
  private static final double NEIGHBOURHOOD = 1 / 45.0;

  private Sharpness() {}

  /** From CV_8UC3; not normalised. */
  static SaliencyMap of(Mat bgr) {
    return NativeScope.free(
        () -> {
          Mat detail = new Mat();
          Laplacian(Mats.converted(bgr, COLOR_BGR2GRAY), detail, CV_32F, 3, 1, 0, BORDER_DEFAULT);
          Mat energy = new Mat();
          multiply(detail, detail, energy);
          Mat mean = new Mat();
          double sigma = Math.max(bgr.cols(), bgr.rows()) * NEIGHBOURHOOD;
          GaussianBlur(energy, mean, new Size(0, 0), sigma);
          Mat strength = new Mat();
          sqrt(mean, strength);
          return new SaliencyMap(bgr.cols(), bgr.rows(), Mats.floats(strength));
        });
  }
}
