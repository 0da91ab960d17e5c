package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.DECOMP_CHOLESKY;
import static org.bytedeco.opencv.global.opencv_core.DECOMP_NORMAL;
import static org.bytedeco.opencv.global.opencv_core.solve;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The backdrop of a studio photo: colours that change slowly across the picture, as a quadratic
 * surface through the border, fitted so that a subject touching the border does not bend it.
 */
final class BorderSurface {
  private static final double FRAME = 0.06;
  private static final int ROUNDS = 6;
  private static final int TERMS = 6;
  private static final double OUTLIER = 2.5;
  private static final double LEAST_SPREAD = 0.5;

  /** A shadow darkens the backdrop; up to this much of it counts for less than half. */
  private static final float SHADOW = 30;

  private static final float SHADOW_WEIGHT = 0.45f;

  private final LabImage image;
  private final int[] frame;
  private final float[] weights;
  private float[] coefficients;
  private float spread;

  private BorderSurface(LabImage image) {
    this.image = image;
    this.frame = image.frame(FRAME);
    this.weights = new float[frame.length];
  }

  static BorderSurface of(LabImage image) {
    BorderSurface surface = new BorderSurface(image);
    Arrays.fill(surface.weights, 1);
    for (int round = 0; round < ROUNDS; round++) {
      surface.fit();
      surface.reweigh();
    }
    return surface;
  }

  /** How far three quarters of the border lie from the surface, in colour distance. */
  float spread() {
    return spread;
  }

  /** The colour distance of every pixel to the surface, with shadows played down. */
  SaliencyMap distances() {
    float[] result = new float[image.pixels()];
    for (int pixel = 0; pixel < result.length; pixel++) {
      float lightness = image.value(pixel, 0) - surface(pixel, 0);
      if (lightness < 0) {
        float shadow = Math.min(-lightness, SHADOW);
        lightness += shadow * (1 - SHADOW_WEIGHT);
      }
      float a = image.value(pixel, 1) - surface(pixel, 1);
      float b = image.value(pixel, 2) - surface(pixel, 2);
      result[pixel] = (float) Math.sqrt(lightness * lightness + a * a + b * b);
    }
    return new SaliencyMap(image.width(), image.height(), result);
  }

  private void fit() {
    coefficients =
        NativeScope.free(
            () -> {
              float[] rows = new float[frame.length * TERMS];
              float[] colours = new float[frame.length * 3];
              for (int i = 0; i < frame.length; i++) {
                for (int term = 0; term < TERMS; term++) {
                  rows[i * TERMS + term] = weights[i] * term(frame[i], term);
                }
                for (int channel = 0; channel < 3; channel++) {
                  colours[i * 3 + channel] = weights[i] * image.value(frame[i], channel);
                }
              }
              Mat result = new Mat();
              solve(
                  Mats.ofFloats(rows, TERMS, frame.length),
                  Mats.ofFloats(colours, 3, frame.length),
                  result,
                  DECOMP_NORMAL | DECOMP_CHOLESKY);
              return Mats.floats(result);
            });
  }

  /** Pixels far from the surface, measured by the median distance, lose their say. */
  private void reweigh() {
    float[] residuals = new float[frame.length];
    for (int i = 0; i < frame.length; i++) {
      double sum = 0;
      for (int channel = 0; channel < 3; channel++) {
        double difference = image.value(frame[i], channel) - surface(frame[i], channel);
        sum += difference * difference;
      }
      residuals[i] = (float) Math.sqrt(sum);
    }
    float[] sorted = residuals.clone();
    Arrays.sort(sorted);
    spread = sorted[sorted.length * 3 / 4];
    double reach = OUTLIER * Math.max(LEAST_SPREAD, sorted[sorted.length / 2]);
    for (int i = 0; i < frame.length; i++) {
      weights[i] = (float) Math.min(1, reach / Math.max(residuals[i], 1e-6));
    }
  }

  private float surface(int pixel, int channel) {
    float sum = 0;
    for (int term = 0; term < TERMS; term++) {
      sum += coefficients[term * 3 + channel] * term(pixel, term);
    }
    return sum;
  }

  /** The terms 1, x, y, x², xy, y² of a pixel whose coordinates run from -1 to 1. */
  private float term(int pixel, int term) {
    float x = 2f * (pixel % image.width()) / image.width() - 1;
    float y = 2f * (pixel / image.width()) / image.height() - 1;
    return switch (term) {
      case 0 -> 1;
      case 1 -> x;
      case 2 -> y;
      case 3 -> x * x;
      case 4 -> x * y;
      default -> y * y;
    };
  }
}
