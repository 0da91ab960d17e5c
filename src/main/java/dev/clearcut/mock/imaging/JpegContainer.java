package dev.clearcut.mock.imaging;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;

/** JPEG: a chain of marked segments, then entropy-coded data in which markers are escaped. */
final class JpegContainer implements Container {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int EXIF_SEGMENT = 0xE1;
  private static final int ADOBE_SEGMENT = 0xEE;
  private static final int CMYK = 4;

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
    if (bytes.u8(frame + 9) == CMYK && !adobe) {
      throw new ImageRejectedException(
          Reason.UNSUPPORTED_FORMAT,
          "The JPEG file has four colour channels of an unknown kind; save it as RGB.");
    }
    return ImageHeader.ofStored(
        ImageFormat.JPEG, bytes.u16(frame + 7), bytes.u16(frame + 5), orientation, false);
  }

  /** Follows the scans to the end mark; whatever trails it (previews, video) does not matter. */
  @Override
  public void requireComplete() {
    long position = marker(2);
    for (int kind = kind(position); kind != END_OF_IMAGE; kind = kind(position)) {
      position = marker(kind == START_OF_SCAN ? afterScan(position) : afterSegment(position));
    }
  }

  private int kind(long marker) {
    return bytes.u8(marker + 1);
  }

  private long afterSegment(long marker) {
    return isBare(kind(marker)) ? marker + 2 : marker + 2 + bytes.u16(marker + 2);
  }

  /** Where the entropy-coded data of a scan ends: at a marker other than an escape or restart. */
  private long afterScan(long marker) {
    long position = afterSegment(marker);
    while (bytes.u8(position) != 0xFF || isEscapeOrRestart(bytes.u8(position + 1))) {
      position++;
    }
    return position;
  }

  /** The next marker at or after a position; garbage before it and fill bytes are skipped. */
  private long marker(long position) {
    long at = position;
    while (bytes.u8(at) != 0xFF || bytes.u8(at + 1) == 0xFF || bytes.u8(at + 1) == 0) {
      at++;
    }
    return at;
  }

  private int exif(long segment) {
    int length = Math.max(0, bytes.u16(segment + 2) - 2);
    byte[] block = bytes.read(segment + 4, length);
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
