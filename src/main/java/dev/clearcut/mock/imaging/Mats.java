package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.erode;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;

/** Matrix operations that return their result, and the way between matrices and arrays. */
final class Mats {
  private static final int SMALLEST_SIDE = 8;
  private static final double OPAQUE = 255;

  private Mats() {}

  /** The values of a CV_32F matrix, row by row, channels interleaved. */
  static float[] floats(Mat matrix) {
    FloatBuffer buffer = matrix.createBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** The values of a CV_8U matrix, row by row, channels interleaved. */
  static byte[] bytes(Mat matrix) {
    ByteBuffer buffer = matrix.createBuffer();
    byte[] values = new byte[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** The values of a CV_32S matrix, row by row, channels interleaved. */
  static int[] ints(Mat matrix) {
    IntBuffer buffer = matrix.createBuffer();
    int[] values = new int[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** A CV_8UC1 matrix of the given values. */
  static Mat ofBytes(byte[] values, int width, int height) {
    Mat matrix = new Mat(height, width, CV_8UC1);
    ByteBuffer buffer = matrix.createBuffer();
    buffer.put(values);
    return matrix;
  }

  /** A CV_32FC1 matrix of the given values. */
  static Mat ofFloats(float[] values, int width, int height) {
    Mat matrix = new Mat(height, width, CV_32FC1);
    FloatBuffer buffer = matrix.createBuffer();
    buffer.put(values);
    return matrix;
  }

  /** A conversion between colour spaces. */
  static Mat converted(Mat source, int code) {
    Mat result = new Mat();
    cvtColor(source, result, code);
    return result;
  }

  /** As CV_32F with the same number of channels. */
  static Mat toFloat(Mat source, double factor) {
    Mat result = new Mat();
    source.convertTo(result, CV_32F, factor, 0);
    return result;
  }

  /** Scaled to an exact size; smoothly when growing, by area when shrinking. */
  static Mat resized(Mat source, int width, int height) {
    Mat result = new Mat();
    boolean shrinks = (long) width * height < source.total();
    Size size = new Size(width, height);
    resize(source, result, size, 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
    return result;
  }

  /** Scaled down so that the longer side is at most {@code side}; never up, but to 8 pixels. */
  static Mat fitted(Mat source, int side) {
    double scale = Math.min(1, (double) side / Math.max(source.cols(), source.rows()));
    return resized(
        source,
        Math.max(SMALLEST_SIDE, (int) Math.round(source.cols() * scale)),
        Math.max(SMALLEST_SIDE, (int) Math.round(source.rows() * scale)));
  }

  /** 255 where the source is above the level, else 0. */
  static Mat above(Mat source, double level) {
    Mat result = new Mat();
    threshold(source, result, level, 255, THRESH_BINARY);
    return result;
  }

  /** A mask scaled to an exact size, still 0 or 255. */
  static Mat resizedMask(Mat mask, int width, int height) {
    return above(resized(mask, width, height), 127);
  }

  /** A mask with 0 and 255 exchanged. */
  static Mat inverted(Mat mask) {
    Mat result = new Mat();
    bitwise_not(mask, result);
    return result;
  }

  /** Straight colours of three channels from such that are weighted by their transparency. */
  static Mat unweighted(Mat weighted, Mat alpha) {
    Mat result = new Mat();
    divide(weighted, converted(alpha, COLOR_GRAY2BGR), result, OPAQUE, -1);
    return result;
  }

  /** Colours and transparency in one, CV_8UC4. */
  static Mat withAlpha(Mat bgr, Mat alpha) {
    Mat bgra = new Mat();
    merge(new MatVector(bgr, alpha), bgra);
    return bgra;
  }

  /** A mask whose outline moved inwards by a number of pixels. */
  static Mat shrunk(Mat mask, int radius) {
    Mat result = new Mat();
    erode(mask, result, disc(radius));
    return result;
  }

  /** A mask whose outline moved outwards by a number of pixels. */
  static Mat grown(Mat mask, int radius) {
    Mat result = new Mat();
    dilate(mask, result, disc(radius));
    return result;
  }

  /** Each value replaced by the mean of the square of {@code 2 * radius + 1} pixels around it. */
  static Mat blurred(Mat source, int radius) {
    Mat result = new Mat();
    blur(source, result, new Size(2 * radius + 1, 2 * radius + 1));
    return result;
  }

  private static Mat disc(int radius) {
    return getStructuringElement(MORPH_ELLIPSE, new Size(2 * radius + 1, 2 * radius + 1));
  }
}
