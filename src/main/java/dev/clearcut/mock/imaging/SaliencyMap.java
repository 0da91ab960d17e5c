package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How much each pixel of a small picture looks like the subject.
 *
 * @param width in pixels
 * @param height in pixels
 * @param values one a pixel, row by row; 0 for background to 1 for subject once normalised
 */
record SaliencyMap(int width, int height, float[] values) {
  private static final double TAIL = 0.02;
  private static final double SMOOTHING = 1 / 110.0;

  /** Stretched so that the darkest and brightest two percent become 0 and 1. */
  SaliencyMap normalised() {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float low = sorted[(int) (sorted.length * TAIL)];
    float high = sorted[(int) (sorted.length * (1 - TAIL))];
    float factor = high > low ? 1 / (high - low) : 0;
    return map((value, pixel) -> clamp((value - low) * factor));
  }

  /** Multiplied by a bell around the centre, where photographers put their subject. */
  SaliencyMap centred(double spread, double floor) {
    return map(
        (value, pixel) -> {
          double x = 2.0 * (pixel % width) / width - 1;
          double y = 2.0 * (pixel / width) / height - 1;
          double bell = Math.exp(-(x * x + y * y) / (2 * spread * spread));
          return (float) (value * (floor + (1 - floor) * bell));
        });
  }

  /** Blurred by about one percent of the longer side. */
  SaliencyMap smoothed() {
    return NativeScope.free(
        () -> {
          Mat smooth = new Mat();
          double sigma = Math.max(width, height) * SMOOTHING;
          GaussianBlur(toMat(), smooth, new Size(0, 0), sigma);
          return new SaliencyMap(width, height, Mats.floats(smooth));
        });
  }

  /** The mixture of two maps: the given share of the other one, the rest of this one. */
  SaliencyMap mixed(SaliencyMap other, float share) {
    return map((value, pixel) -> (1 - share) * value + share * other.values[pixel]);
  }

  /** As CV_32FC1. */
  Mat toMat() {
    return Mats.ofFloats(values, width, height);
  }

  /** Each value put through a function of the value and its pixel. */
  SaliencyMap map(PixelFunction function) {
    float[] result = new float[values.length];
    for (int pixel = 0; pixel < result.length; pixel++) {
      result[pixel] = function.apply(values[pixel], pixel);
    }
    return new SaliencyMap(width, height, result);
  }

  private static float clamp(float value) {
    return Math.max(0, Math.min(1, value));
  }

  /** From the value of a pixel and its index to another value. */
  interface PixelFunction {
    float apply(float value, int pixel);
  }
}
