package dev.clearcut.mock.imaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * Tells whether a JPEG without its end mark has all its pixels. Two things can be missing: whole
 * scans, which is seen by what the others have; and the end of the last scan, which is seen by
 * decoding it.
 */
final class JpegPixels {
  private static final int COEFFICIENTS = 64;
  private static final int PRECISION_BITS = 0xF;

  /** How the JDK's decoder begins to say that the end mark is missing. */
  private static final String NO_END_MARK = "Truncated File - Missing EOI marker";

  private final Map<Integer, BitSet> known = new HashMap<>();

  /** Notes the components of a frame, from the content of its segment. */
  void addFrame(byte[] frame) {
    for (int component = 6; component + 2 < frame.length; component += 3) {
      known.put(frame[component] & 0xFF, new BitSet(COEFFICIENTS));
    }
  }

  /** Notes what a scan has, from the content of its segment. */
  void addScan(byte[] scan) {
    if (scan.length < 4) {
      return;
    }
    boolean precise = (scan[scan.length - 1] & PRECISION_BITS) == 0;
    int first = scan[scan.length - 3] & 0xFF;
    int last = Math.min(scan[scan.length - 2] & 0xFF, COEFFICIENTS - 1);
    for (int component = 1;
        precise && first <= last && component < scan.length - 3;
        component += 2) {
      known.computeIfAbsent(scan[component] & 0xFF, id -> new BitSet()).set(first, last + 1);
    }
  }

  /** Whether nothing but the end mark is missing. */
  boolean isAll(Path file) {
    return !known.isEmpty()
        && known.values().stream().allMatch(bits -> bits.cardinality() == COEFFICIENTS)
        && complaints(file).stream().allMatch(NO_END_MARK::equals);
  }

  /** What the JDK's decoder, which tells, finds wrong; ours goes on in silence. */
  private static List<String> complaints(Path file) {
    List<String> complaints = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> complaints.add(warning));
      ImageReadParam onePixel = reader.getDefaultReadParam();
      onePixel.setSourceSubsampling(reader.getWidth(0), reader.getHeight(0), 0, 0);
      reader.readRaster(0, onePixel);
    } catch (IOException | RuntimeException e) {
      complaints.add(String.valueOf(e.getMessage()));
    } finally {
      reader.dispose();
    }
    return complaints;
  }
}
