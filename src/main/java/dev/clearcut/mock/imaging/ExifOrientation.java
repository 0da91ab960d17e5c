package dev.clearcut.mock.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the orientation tag in a block of Exif data; anything unreadable counts as upright. */
final class ExifOrientation {
  /** How much of an Exif block is looked at; the tag is in the first directory. */
  static final int MAX_BLOCK = 1 << 16;

  static final int UPRIGHT = 1;

  private static final int LITTLE_ENDIAN_MARK = 0x4949;
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int ENTRY_LENGTH = 12;
  private static final byte[] EXIF_PREFIX = {'E', 'x', 'i', 'f', 0, 0};

  private ExifOrientation() {}

  /** Whether the bytes start with the marker that JPEG, and some WebP files, put before Exif. */
  static boolean hasPrefix(byte[] bytes) {
    return bytes.length > EXIF_PREFIX.length
        && ByteBuffer.wrap(bytes, 0, EXIF_PREFIX.length).equals(ByteBuffer.wrap(EXIF_PREFIX));
  }

  /**
   * The orientation, 1 to 8.
   *
   * @param exif a TIFF structure, with or without the prefix
   */
  static int of(byte[] exif) {
    int start = hasPrefix(exif) ? EXIF_PREFIX.length : 0;
    ByteBuffer tiff = ByteBuffer.wrap(exif, start, exif.length - start).slice();
    try {
      return firstDirectory(tiff);
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }

  private static int firstDirectory(ByteBuffer tiff) {
    boolean little = tiff.getShort(0) == LITTLE_ENDIAN_MARK;
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY_LENGTH;
      if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION_TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}
