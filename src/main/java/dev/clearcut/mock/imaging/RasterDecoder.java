package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes JPEG, PNG and WebP to eight bits a channel, upright, with transparency kept apart. */
final class RasterDecoder {
  private static final double SIXTEEN_TO_EIGHT_BITS = 1 / 257.0;
  private static final int ALPHA = 3;

  /**
   * Decodes the pixels.
   *
   * @param header of the same file, whose size was found acceptable
   * @throws ImageRejectedException if the data is damaged
   * @throws IOException if the file cannot be read
   */
  Photo decode(Path file, ImageHeader header) throws IOException {
    Optional<ColourProfile> profile = profile(file);
    Mat shown =
        NativeScope.keep(
            () ->
                Orientation.upright(
                    inSrgb(read(file, header.format()), profile), header.orientation()));
    return switch (shown.channels()) {
      case 1 -> new Photo(Mats.converted(shown, COLOR_GRAY2BGR), null);
      case 3 -> new Photo(shown, null);
      case 4 -> new Photo(Mats.converted(shown, COLOR_BGRA2BGR), alpha(shown));
      default -> throw ImageRejectedException.corrupt(header.format(), "has unknown channels");
    };
  }

  /** JPEG is converted to colour by its decoder; the others come as stored, to keep their alpha. */
  private static Mat read(Path file, ImageFormat format) {
    int flags =
        format == ImageFormat.JPEG ? IMREAD_COLOR | IMREAD_IGNORE_ORIENTATION : IMREAD_UNCHANGED;
    Mat decoded = imread(file.toString(), flags);
    if (decoded == null || decoded.empty()) {
      throw ImageRejectedException.corrupt(format, "is damaged and cannot be decoded");
    }
    return decoded;
  }

  private static Optional<ColourProfile> profile(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      return Container.of(bytes).profile().filter(known -> !known.isSrgb());
    }
  }

  private static Mat inSrgb(Mat stored, Optional<ColourProfile> profile) {
    if (profile.isEmpty()) {
      return eightBits(stored);
    }
    if (stored.channels() <= ALPHA) {
      return profile.get().toSrgb(stored);
    }
    Mat colours = profile.get().toSrgb(Mats.converted(stored, COLOR_BGRA2BGR));
    return Mats.withAlpha(colours, eightBits(alpha(stored)));
  }

  private static Mat eightBits(Mat decoded) {
    if (decoded.depth() != CV_16U) {
      return decoded;
    }
    Mat result = new Mat();
    decoded.convertTo(result, CV_8U, SIXTEEN_TO_EIGHT_BITS, 0);
    return result;
  }

  private static Mat alpha(Mat bgra) {
    Mat alpha = new Mat();
    extractChannel(bgra, alpha, ALPHA);
    return alpha;
  }
}
