package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_OTSU;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.opencv.opencv_core.Mat;

/** First guesses for {@link GrabCut}: which pixels are settled, and which way the others lean. */
final class Trimap {
  private static final double FRAME = 0.02;
  private static final double LEAST_LEVEL = 0.15;
  private static final double MOST_LEVEL = 0.6;
  private static final double SURELY_NOT = 0.2;

  private Trimap() {}

  /** What is salient leans to the subject; the frame and what is not salient at all is settled. */
  static byte[] fromSaliency(SaliencyMap map) {
    double level = Math.max(LEAST_LEVEL, Math.min(MOST_LEVEL, otsu(map)));
    int frame = (int) Math.max(1, Math.round(Math.min(map.width(), map.height()) * FRAME));
    byte[] labels = new byte[map.values().length];
    for (int pixel = 0; pixel < labels.length; pixel++) {
      float value = map.values()[pixel];
      int x = pixel % map.width();
      int y = pixel / map.width();
      boolean onFrame =
          Math.min(x, map.width() - 1 - x) < frame || Math.min(y, map.height() - 1 - y) < frame;
      if (value > level) {
        labels[pixel] = GC_PR_FGD;
      } else {
        labels[pixel] = (byte) (onFrame || value < level * SURELY_NOT ? GC_BGD : GC_PR_BGD);
      }
    }
    return labels;
  }

  /**
   * Everything is settled but a band along the outline of a mask.
   *
   * @param mask CV_8UC1
   * @param radius half the width of the band, in pixels
   */
  static byte[] alongOutline(Mat mask, int radius) {
    return NativeScope.free(
        () -> {
          byte[] labels = Mats.bytes(mask);
          byte[] inner = Mats.bytes(Mats.shrunk(mask, radius));
          byte[] outer = Mats.bytes(Mats.grown(mask, radius));
          for (int pixel = 0; pixel < labels.length; pixel++) {
            if (inner[pixel] != 0) {
              labels[pixel] = GC_FGD;
            } else if (outer[pixel] == 0) {
              labels[pixel] = GC_BGD;
            } else {
              labels[pixel] = (byte) (labels[pixel] != 0 ? GC_PR_FGD : GC_PR_BGD);
            }
          }
          return labels;
        });
  }

  /** The level that best splits the values into two groups. */
  private static double otsu(SaliencyMap map) {
    return NativeScope.free(
        () -> {
          Mat levels = new Mat();
          map.toMat().convertTo(levels, CV_8U, 255, 0);
          return threshold(levels, new Mat(), 0, 255, THRESH_BINARY | THRESH_OTSU) / 255;
        });
  }
}
