package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** JPEG: a chain of marked segments, then entropy-coded data in which markers are escaped. */
final class JpegContainer implements Container {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int EXIF_SEGMENT = 0xE1;
  private static final int PROFILE_SEGMENT = 0xE2;
  private static final int ADOBE_SEGMENT = 0xEE;
  private static final int CMYK = 4;
  private static final int EIGHT_BITS = 8;
  private static final long END_OF_FILE = -1;

  /** What a part of a profile starts with; then come its number, from 1, and how many there are. */
  private static final byte[] PROFILE_PREFIX = "ICC_PROFILE\0".getBytes(ISO_8859_1);

  private final FileBytes bytes;

  JpegContainer(FileBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public ImageHeader header() {
    long frame = -1;
    int orientation = ExifOrientation.UPRIGHT;
    boolean adobe = false;
    long position = marker(2);
    for (int kind = kind(position); kind != START_OF_SCAN; kind = kind(position)) {
      if (kind == END_OF_IMAGE) {
        throw ImageRejectedException.corrupt(ImageFormat.JPEG, "has no picture in it");
      }
      requireReadable(kind, position);
      if (isFrame(kind) && frame < 0) {
        frame = position;
      } else if (kind == EXIF_SEGMENT && orientation == ExifOrientation.UPRIGHT) {
        orientation = exif(position);
      } else if (kind == ADOBE_SEGMENT) {
        adobe |= bytes.fourCc(position + 4).equals("Adob");
      }
      position = marker(afterSegment(position));
    }
    if (frame < 0) {
      throw ImageRejectedException.corrupt(ImageFormat.JPEG, "does not say its size");
    }
    if (channels(frame) == CMYK && !adobe) {
      throw new ImageRejectedException(
          Reason.UNSUPPORTED_FORMAT,
          "The JPEG file has four colour channels of an unknown kind; save it as RGB.");
    }
    return ImageHeader.ofStored(
        ImageFormat.JPEG, bytes.u16(frame + 7), bytes.u16(frame + 5), orientation, false);
  }

  /** Says of a file that is whole, but of a kind that hardly anything reads, what it is. */
  private void requireReadable(int kind, long position) {
    String what =
        switch (kind) {
          case 0xC3 -> "is of the lossless kind";
          case 0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF, 0xDE -> "is of the hierarchical kind";
          case 0xC9, 0xCA, 0xCB -> "is coded arithmetically";
          case 0xF7 -> "is of the kind JPEG-LS";
          case 0xC0, 0xC1, 0xC2 -> {
            int bits = bytes.u8(position + 4);
            yield bits == EIGHT_BITS ? null : "has %d bits a sample".formatted(bits);
          }
          default -> null;
        };
    if (what != null) {
      throw new ImageRejectedException(
          Reason.UNSUPPORTED_FORMAT,
          ("The JPEG file %s, which is not read here; save it as a baseline or progressive JPEG of"
                  + " 8 bits a sample.")
              .formatted(what));
    }
  }

  /** CMYK is converted by the decoder, without its profile. */
  @Override
  public Optional<ColourProfile> profile() {
    Map<Integer, byte[]> parts = new TreeMap<>();
    int channels = 0;
    int total = 0;
    int count = 0;
    long position = marker(2);
    for (int kind = kind(position); kind != START_OF_SCAN; kind = kind(position)) {
      if (isFrame(kind)) {
        channels = channels(position);
      } else if (kind == PROFILE_SEGMENT) {
        byte[] part = content(position);
        if (isProfile(part) && total + part.length <= ColourProfile.MAX_LENGTH) {
          parts.putIfAbsent(part[PROFILE_PREFIX.length] & 0xFF, part);
          count = part[PROFILE_PREFIX.length + 1] & 0xFF;
          total += part.length;
        }
      }
      position = marker(afterSegment(position));
    }
    if (channels == CMYK || parts.isEmpty() || !isWhole(parts.keySet(), count)) {
      return Optional.empty();
    }
    ByteArrayOutputStream icc = new ByteArrayOutputStream(total);
    int start = PROFILE_PREFIX.length + 2;
    parts.values().forEach(part -> icc.write(part, start, part.length - start));
    return ColourProfile.of(icc.toByteArray(), channels == 1);
  }

  private static boolean isProfile(byte[] segment) {
    int length = PROFILE_PREFIX.length;
    return segment.length > length + 2
        && Arrays.equals(segment, 0, length, PROFILE_PREFIX, 0, length);
  }

  private static boolean isWhole(Set<Integer> numbers, int count) {
    return numbers.size() == count && numbers.contains(1) && numbers.contains(count);
  }

  /**
   * Follows the scans to the end mark; whatever trails it (previews, video) does not matter. Where
   * the file ends first, the mark may be all that is missing.
   */
  @Override
  public void requireComplete() {
    JpegPixels pixels = new JpegPixels();
    long position = marker(2);
    for (int kind = kind(position); kind != END_OF_IMAGE; kind = kind(position)) {
      long next = afterSegment(position);
      if (isFrame(kind)) {
        pixels.addFrame(content(position));
      } else if (kind == START_OF_SCAN) {
        pixels.addScan(content(position));
        next = afterPixels(next);
        if (next == END_OF_FILE) {
          requireAll(pixels);
          return;
        }
      }
      position = marker(next);
    }
  }

  private void requireAll(JpegPixels pixels) {
    if (!pixels.isAll(bytes.file())) {
      throw ImageRejectedException.corrupt(ImageFormat.JPEG, "is cut short");
    }
  }

  private int kind(long marker) {
    return bytes.u8(marker + 1);
  }

  private long afterSegment(long marker) {
    return isBare(kind(marker)) ? marker + 2 : marker + 2 + bytes.u16(marker + 2);
  }

  /** Where the entropy-coded data of a scan ends: at a marker other than an escape or restart. */
  private long afterPixels(long start) {
    for (long position = start; position + 1 < bytes.size(); position++) {
      if (bytes.u8(position) == 0xFF && !isEscapeOrRestart(bytes.u8(position + 1))) {
        return position;
      }
    }
    return END_OF_FILE;
  }

  /** The next marker at or after a position; garbage before it and fill bytes are skipped. */
  private long marker(long position) {
    long at = position;
    while (bytes.u8(at) != 0xFF || bytes.u8(at + 1) == 0xFF || bytes.u8(at + 1) == 0) {
      at++;
    }
    return at;
  }

  private int channels(long frame) {
    return bytes.u8(frame + 9);
  }

  /** The bytes of a segment after its length. */
  private byte[] content(long segment) {
    return bytes.read(segment + 4, Math.max(0, bytes.u16(segment + 2) - 2));
  }

  private int exif(long segment) {
    byte[] block = content(segment);
    return ExifOrientation.hasPrefix(block) ? ExifOrientation.of(block) : ExifOrientation.UPRIGHT;
  }

  /** Start-of-frame markers are C0 to CF but for three that mean tables. */
  private static boolean isFrame(int kind) {
    return kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
  }

  private static boolean isBare(int kind) {
    return kind == 0x01 || kind >= 0xD0 && kind <= 0xD8;
  }

  private static boolean isEscapeOrRestart(int kind) {
    return kind == 0 || kind >= 0xD0 && kind <= 0xD7 || kind == 0xFF;
  }
}
