package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;

import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;

/** Writes AVIF: colours as one AV1 picture, transparency as a second one without colours. */
final class AvifEncoder {
  /** From this quality on, colour keeps the full resolution. */
  private static final int FINE = 90;

  private static final int WORST_QUANTISER = 63;
  private static final int ALPHA = 3;

  /** Where OpenCV puts luma, blue difference and red difference. */
  private static final int[] YUV_CHANNELS = {0, 2, 1};

  /**
   * Encodes a canvas.
   *
   * @param canvas CV_8UC3, or CV_8UC4 with straight alpha
   * @param quality 1 to 100
   * @param file written over
   */
  void write(Mat canvas, int quality, Path file) {
    NativeScope.free(
        () -> {
          boolean transparent = canvas.channels() > ALPHA;
          int quantiser = Math.round((100 - quality) * WORST_QUANTISER / 99f);
          Av1Planes planes = quality < FINE ? Av1Planes.COARSE_COLOUR : Av1Planes.FINE_COLOUR;
          try (AvifFile avif = new AvifFile(file);
              Av1Picture colours = avif.add(canvas, planes, quantiser);
              Av1Picture alpha =
                  transparent ? avif.add(canvas, Av1Planes.ALPHA, quantiser / 2) : null) {
            fillColours(transparent ? Mats.converted(canvas, COLOR_BGRA2BGR) : canvas, colours);
            if (alpha != null) {
              extractChannel(canvas, alpha.plane(0), ALPHA);
            }
            avif.finish();
          }
          return null;
        });
  }

  /** Converted by OpenCV, as FFmpeg's scaler is off by up to one level here. */
  private static void fillColours(Mat bgr, Av1Picture picture) {
    Mat converted = Mats.converted(bgr, COLOR_BGR2YCrCb);
    for (int plane = 0; plane < YUV_CHANNELS.length; plane++) {
      Mat full = new Mat();
      extractChannel(converted, full, YUV_CHANNELS[plane]);
      Mat target = picture.plane(plane);
      Mats.resized(full, target.cols(), target.rows()).copyTo(target);
    }
  }
}
