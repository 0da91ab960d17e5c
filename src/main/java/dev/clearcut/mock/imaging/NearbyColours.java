package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Carries the colours of a region to the pixels around it. */
final class NearbyColours {
  /** The least share of a neighbourhood that has to be in the region to take its mean. */
  private static final double ENOUGH = 0.02;

  private NearbyColours() {}

  /**
   * For each pixel, the mean colour of the region in the smallest neighbourhood that holds enough
   * of it; black where none does.
   *
   * @param colours CV_32FC3
   * @param region CV_8UC1 mask
   * @param radius of the smallest neighbourhood, in pixels
   */
  static Mat of(Mat colours, Mat region, int radius) {
    return NativeScope.keep(
        () -> {
          Mat weight = Mats.toFloat(region, 1 / 255.0);
          Mat weighted = new Mat();
          multiply(colours, Mats.converted(weight, COLOR_GRAY2BGR), weighted);
          Mat result = new Mat(colours.size(), colours.type(), Scalar.all(0));
          int reach = radius;
          while (reach < Math.max(colours.cols(), colours.rows()) / 2) {
            reach *= 2;
          }
          for (; reach >= radius; reach /= 2) {
            overwriteWithMeans(weighted, weight, reach, result);
          }
          return result;
        });
  }

  private static void overwriteWithMeans(Mat weighted, Mat weight, int radius, Mat result) {
    Mat share = Mats.blurred(weight, radius);
    Mat means = new Mat();
    divide(Mats.blurred(weighted, radius), Mats.converted(share, COLOR_GRAY2BGR), means);
    Mat enough = new Mat();
    Mats.above(share, ENOUGH).convertTo(enough, CV_8U);
    means.copyTo(result, enough);
  }
}
