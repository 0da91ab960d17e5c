package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A small picture in CIE L*a*b*, where the distance of two colours is how different they look; 1 is
 * just noticeable.
 *
 * @param width in pixels
 * @param height in pixels
 * @param lab three values a pixel, row by row: lightness 0 to 100, then two colour axes
 */
record LabImage(int width, int height, float[] lab) {
  private static final double NOISE_BLUR = 1.0;

  /** From CV_8UC3, blurred a little against noise. */
  static LabImage of(Mat bgr) {
    return NativeScope.free(
        () -> {
          Mat smooth = new Mat();
          GaussianBlur(bgr, smooth, new Size(0, 0), NOISE_BLUR);
          Mat lab = Mats.converted(Mats.toFloat(smooth, 1 / 255.0), COLOR_BGR2Lab);
          return new LabImage(bgr.cols(), bgr.rows(), Mats.floats(lab));
        });
  }

  int pixels() {
    return width * height;
  }

  /** One of the three values of a pixel. */
  float value(int pixel, int channel) {
    return lab[3 * pixel + channel];
  }

  /** How different two pixels look. */
  float distance(int one, int other) {
    float lightness = value(one, 0) - value(other, 0);
    float a = value(one, 1) - value(other, 1);
    float b = value(one, 2) - value(other, 2);
    return (float) Math.sqrt(lightness * lightness + a * a + b * b);
  }

  /** The pixels of a frame along the border, in reading order. */
  int[] frame(double shareOfShorterSide) {
    int thickness = Math.max(2, (int) Math.round(Math.min(width, height) * shareOfShorterSide));
    return IntStream.range(0, pixels())
        .filter(pixel -> distanceToBorder(pixel) < thickness)
        .toArray();
  }

  /** How many pixels lie between a pixel and the nearest edge of the picture. */
  int distanceToBorder(int pixel) {
    int x = pixel % width;
    int y = pixel / width;
    return Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
  }
}
