package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Takes the backdrop's colour out of half-transparent pixels. Such a pixel shows {@code α·S +
 * (1-α)·B}; the subject's colour S and the backdrop's colour B are known from nearby.
 */
final class UnmixedColours {
  private static final int NEARBY = 6;
  private static final int MARGIN = 2;

  private final Mat subject;
  private final Mat backdrop;
  private final Size full;

  private UnmixedColours(Mat subject, Mat backdrop, Size full) {
    this.subject = subject;
    this.backdrop = backdrop;
    this.full = full;
  }

  /**
   * Learns the colours.
   *
   * @param full the size of the photo
   * @param copy CV_8UC3, a copy of the photo
   * @param inside CV_8UC1 mask of what is surely subject, on the copy
   * @param outside the same of what is surely backdrop
   */
  static UnmixedColours of(Size full, Mat copy, Mat inside, Mat outside) {
    Mat colours = Mats.toFloat(copy, 1);
    Mat between = between(inside, outside);
    return new UnmixedColours(
        NearbyColours.of(colours, inside, between, NEARBY),
        NearbyColours.of(colours, outside, between, NEARBY),
        full);
  }

  /** Where pixels may be half-transparent, and as far around as enlarging looks. */
  private static Mat between(Mat inside, Mat outside) {
    Mat settled = new Mat();
    bitwise_or(Mats.shrunk(inside, MARGIN), Mats.shrunk(outside, MARGIN), settled);
    return Mats.inverted(settled);
  }

  /**
   * The subject's colours in an area.
   *
   * @param pixels CV_8UC3, the photo there
   * @param alpha CV_8UC1, the transparency there
   * @return CV_8UC3; as in the photo where opaque, black where transparent
   */
  Mat apply(Tile area, Mat pixels, Mat alpha) {
    Mat opaque = Mats.above(alpha, 254);
    Mat result = new Mat(pixels.size(), pixels.type(), Scalar.all(0));
    Mat visible = Mats.above(alpha, 0);
    if (countNonZero(visible) > countNonZero(opaque)) {
      unmixed(area, pixels, alpha).copyTo(result, visible);
    }
    pixels.copyTo(result, opaque);
    return result;
  }

  /** S plus what the pixel shows beyond the mixture, as far as it is opaque. */
  private Mat unmixed(Tile area, Mat pixels, Mat alpha) {
    Mat share = Mats.converted(Mats.toFloat(alpha, 1 / 255.0), COLOR_GRAY2BGR);
    Mat ownColour = area.patch(subject, full);
    Mat otherColour = area.patch(backdrop, full);
    Mat mixture = sum(otherColour, product(difference(ownColour, otherColour), share));
    Mat detail = product(difference(Mats.toFloat(pixels, 1), mixture), share);
    Mat result = new Mat();
    sum(ownColour, detail).convertTo(result, CV_8U);
    return result;
  }

  private static Mat sum(Mat one, Mat other) {
    Mat result = new Mat();
    add(one, other, result);
    return result;
  }

  private static Mat difference(Mat one, Mat other) {
    Mat result = new Mat();
    subtract(one, other, result);
    return result;
  }

  private static Mat product(Mat one, Mat other) {
    Mat result = new Mat();
    multiply(one, other, result);
    return result;
  }
}
