package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What the numbers of a picture mean as colours, by an ICC profile, and the way from there to sRGB.
 * The conversion is done by LittleCMS, which the JDK brings with it.
 */
final class ColourProfile {
  /**
   * Longer profiles are ignored; those of cameras have a kilobyte, those of printers a megabyte.
   */
  static final int MAX_LENGTH = 4 << 20;

  private static final int HEADER_LENGTH = 128;
  private static final int CLASS = 12;
  private static final int COLOUR_SPACE = 16;
  private static final int SIGNATURE = 36;

  /** Scanners and cameras, displays, printers, and colour spaces; not links and effects. */
  private static final Set<String> CLASSES = Set.of("scnr", "mntr", "prtr", "spac");

  /**
   * Profiles that say sRGB in slightly different numbers differ by so many levels from each other.
   */
  private static final int UNNOTICED = 2;

  private static final int STRIP_PIXELS = 1 << 20;
  private static final int PROBE_STEP = 51;
  private static final int LEVELS = 256;
  private static final int[] GRAY = {0};

  /** OpenCV's order of the channels. */
  private static final int[] BLUE_FIRST = {2, 1, 0};

  private final ColorConvertOp conversion;
  private final boolean gray;
  private final boolean srgb;

  private ColourProfile(ICC_Profile icc, boolean gray) {
    ICC_Profile target = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    this.conversion = new ColorConvertOp(new ICC_Profile[] {icc, target}, null);
    this.gray = gray;
    this.srgb = changesNothing();
  }

  /**
   * Reads a profile; one that is damaged, or not for such pictures, is ignored as browsers do.
   *
   * @param icc its bytes
   * @param gray whether the picture has brightness alone
   */
  static Optional<ColourProfile> of(byte[] icc, boolean gray) {
    if (icc.length <= HEADER_LENGTH
        || icc.length > MAX_LENGTH
        || !word(icc, SIGNATURE).equals("acsp")
        || !word(icc, COLOUR_SPACE).equals(gray ? "GRAY" : "RGB ")
        || !CLASSES.contains(word(icc, CLASS))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ColourProfile(ICC_Profile.getInstance(icc), gray));
    } catch (RuntimeException e) { // the library throws many kinds at what it cannot use
      return Optional.empty();
    }
  }

  /** Whether it says sRGB, so that nothing need be converted. */
  boolean isSrgb() {
    return srgb;
  }

  /**
   * Converts colours.
   *
   * @param colours one or three channels of 8 or 16 bits
   * @return CV_8UC3
   */
  Mat toSrgb(Mat colours) {
    return NativeScope.keep(
        () -> {
          Mat source = channels(colours);
          Mat result = new Mat(source.rows(), source.cols(), CV_8UC3);
          convert(source, result);
          return result;
        });
  }

  private Mat channels(Mat colours) {
    if (gray && colours.channels() > 1) {
      Mat brightness = new Mat();
      extractChannel(colours, brightness, 0);
      return brightness;
    }
    return !gray && colours.channels() == 1 ? Mats.converted(colours, COLOR_GRAY2BGR) : colours;
  }

  /** Strip by strip, so that the Java heap never holds the whole picture. */
  private void convert(Mat source, Mat result) {
    Mat whole = source.isContinuous() ? source : source.clone();
    ByteBuffer target = result.createBuffer();
    int channels = whole.channels();
    int rows = Math.max(1, STRIP_PIXELS / whole.cols());
    for (int y = 0; y < whole.rows(); y += rows) {
      int pixels = Math.min(rows, whole.rows() - y) * whole.cols();
      int start = y * whole.cols();
      Raster strip =
          whole.depth() == CV_16U
              ? wide(whole.createBuffer(), start * channels, pixels)
              : narrow(whole.createBuffer(), start * channels, pixels);
      target.put(start * BLUE_FIRST.length, converted(strip));
    }
  }

  private Raster narrow(ByteBuffer values, int start, int pixels) {
    byte[] strip = new byte[pixels * order().length];
    values.get(start, strip);
    return raster(strip, pixels, order());
  }

  private Raster wide(ShortBuffer values, int start, int pixels) {
    int[] order = order();
    short[] strip = new short[pixels * order.length];
    values.get(start, strip);
    DataBufferUShort data = new DataBufferUShort(strip, strip.length);
    return Raster.createInterleavedRaster(data, pixels, 1, strip.length, order.length, order, null);
  }

  private byte[] converted(Raster strip) {
    byte[] result = new byte[strip.getWidth() * BLUE_FIRST.length];
    conversion.filter(strip, raster(result, strip.getWidth(), BLUE_FIRST));
    return result;
  }

  private static WritableRaster raster(byte[] values, int pixels, int[] order) {
    DataBufferByte data = new DataBufferByte(values, values.length);
    return Raster.createInterleavedRaster(
        data, pixels, 1, values.length, order.length, order, null);
  }

  private int[] order() {
    return gray ? GRAY : BLUE_FIRST;
  }

  /** Tries all levels of gray, and colours all over the range. */
  private boolean changesNothing() {
    byte[] probe = gray ? grays(1) : colours();
    byte[] result = converted(raster(probe, probe.length / order().length, order()));
    for (int i = 0; i < result.length; i++) {
      int before = probe[gray ? i / BLUE_FIRST.length : i] & 0xFF;
      if (Math.abs(before - (result[i] & 0xFF)) > UNNOTICED) {
        return false;
      }
    }
    return true;
  }

  private static byte[] colours() {
    int steps = (LEVELS - 1) / PROBE_STEP + 1;
    byte[] grays = grays(BLUE_FIRST.length);
    ByteBuffer probe = ByteBuffer.allocate(grays.length + steps * steps * steps * 3).put(grays);
    for (int i = 0; probe.hasRemaining(); i++) {
      probe.put((byte) (i / steps / steps * PROBE_STEP));
      probe.put((byte) (i / steps % steps * PROBE_STEP));
      probe.put((byte) (i % steps * PROBE_STEP));
    }
    return probe.array();
  }

  private static byte[] grays(int channels) {
    byte[] levels = new byte[LEVELS * channels];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) (i / channels);
    }
    return levels;
  }

  private static String word(byte[] icc, int position) {
    return new String(icc, position, 4, ISO_8859_1);
  }
}
