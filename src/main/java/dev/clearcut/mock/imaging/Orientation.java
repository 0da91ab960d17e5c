package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.opencv.opencv_core.Mat;

/** The eight Exif orientations, and how to undo them. */
final class Orientation {
  private static final int AROUND_HORIZONTAL_AXIS = 0;
  private static final int AROUND_VERTICAL_AXIS = 1;

  private Orientation() {}

  /** Whether the picture is shown lying on its side relative to how it is stored. */
  static boolean swapsSides(int orientation) {
    return orientation >= 5;
  }

  /** The picture as it is to be displayed. */
  static Mat upright(Mat stored, int orientation) {
    Mat shown = new Mat();
    switch (orientation) {
      case 2 -> flip(stored, shown, AROUND_VERTICAL_AXIS);
      case 3 -> rotate(stored, shown, ROTATE_180);
      case 4 -> flip(stored, shown, AROUND_HORIZONTAL_AXIS);
      case 5 -> transpose(stored, shown);
      case 6 -> rotate(stored, shown, ROTATE_90_CLOCKWISE);
      case 7 -> {
        Mat turned = new Mat();
        rotate(stored, turned, ROTATE_90_CLOCKWISE);
        flip(turned, shown, AROUND_HORIZONTAL_AXIS);
      }
      case 8 -> rotate(stored, shown, ROTATE_90_COUNTERCLOCKWISE);
      default -> {
        return stored;
      }
    }
    return shown;
  }
}
