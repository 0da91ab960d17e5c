package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.nio.DoubleBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** A rectangle of a picture, in pixels. */
record Tile(int x, int y, int width, int height) {
  Rect rect() {
    return new Rect(x, y, width, height);
  }

  /** With a margin on all sides, as far as the picture goes. */
  Tile grown(int margin, int pictureWidth, int pictureHeight) {
    int left = Math.max(0, x - margin);
    int top = Math.max(0, y - margin);
    int right = Math.min(pictureWidth, x + width + margin);
    int bottom = Math.min(pictureHeight, y + height + margin);
    return new Tile(left, top, right - left, bottom - top);
  }

  /** Where this tile lies in a larger one. */
  Rect within(Tile larger) {
    return new Rect(x - larger.x, y - larger.y, width, height);
  }

  /**
   * This part of a picture, read from a smaller copy of it and smoothly enlarged.
   *
   * @param copy of the whole picture, any type
   * @param full the size of the picture
   */
  Mat patch(Mat copy, Size full) {
    double across = (double) copy.cols() / full.width();
    double down = (double) copy.rows() / full.height();
    Mat map = new Mat(2, 3, CV_64FC1);
    DoubleBuffer values = map.createBuffer();
    values.put(new double[] {across, 0, (x + 0.5) * across - 0.5, 0, down, (y + 0.5) * down - 0.5});
    Mat patch = new Mat();
    warpAffine(
        copy,
        patch,
        map,
        new Size(width, height),
        INTER_LINEAR | WARP_INVERSE_MAP,
        BORDER_REPLICATE,
        new Scalar());
    return patch;
  }
}
