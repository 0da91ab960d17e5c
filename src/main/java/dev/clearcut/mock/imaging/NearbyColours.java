package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Carries the colours of a region to the pixels around it. */
final class NearbyColours {
  /** The least share of a neighbourhood that has to be in the region to take its mean. */
  private static final double ENOUGH = 0.02;

  private NearbyColours() {}

  /**
   * For each pixel that is asked for, the mean colour of the region in the smallest neighbourhood
   * that holds enough of it; black elsewhere, and where none does.
   *
   * @param colours CV_32FC3
   * @param region CV_8UC1 mask
   * @param wanted CV_8UC1 mask of the pixels that are asked for
   * @param radius of the smallest neighbourhood, in pixels
   */
  static Mat of(Mat colours, Mat region, Mat wanted, int radius) {
    return NativeScope.keep(
        () -> {
          Mat weight = Mats.toFloat(region, 1 / 255.0);
          Mat weighted = new Mat();
          multiply(colours, Mats.converted(weight, COLOR_GRAY2BGR), weighted);
          Mat result = new Mat(colours.size(), colours.type(), Scalar.all(0));
          Mat missing = wanted.clone();
          int largest = Math.max(colours.cols(), colours.rows());
          for (int reach = radius; reach < largest && countNonZero(missing) > 0; reach *= 2) {
            fillWithMeans(weighted, weight, reach, result, missing);
          }
          return result;
        });
  }

  private static void fillWithMeans(Mat weighted, Mat weight, int radius, Mat result, Mat missing) {
    Mat share = Mats.blurred(weight, radius);
    Mat means = new Mat();
    divide(Mats.blurred(weighted, radius), Mats.converted(share, COLOR_GRAY2BGR), means);
    Mat found = new Mat();
    Mats.above(share, ENOUGH).convertTo(found, CV_8U);
    bitwise_and(found, missing, found);
    means.copyTo(result, found);
    subtract(missing, found, missing);
  }
}
