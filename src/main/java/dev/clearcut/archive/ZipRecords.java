package dev.clearcut.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The records of a ZIP file (APPNOTE 6.3.10, section 4.3), of files that are stored as they are. A
 * number that does not fit is in the records of Zip64 instead.
 */
final class ZipRecords {

  /** In place of a number that is elsewhere. */
  private static final long ELSEWHERE = 0xFFFF_FFFFL;

  private static final int COUNT_ELSEWHERE = 0xFFFF;

  private static final short VERSION = 10;
  private static final short VERSION_OF_ZIP64 = 45;

  /** Who made it: Unix, whose permissions are in {@link #PERMISSIONS}. */
  private static final short MADE_BY = 3 << 8 | VERSION_OF_ZIP64;

  /** A file that everyone reads and its owner writes. */
  private static final int PERMISSIONS = 0100644 << 16;

  /** Bit 11: names are UTF-8. */
  private static final short UTF_8 = 1 << 11;

  private static final short STORED = 0;

  /** Midnight of 1 January 1980, where the calendar of ZIP files begins. */
  private static final int TIME = 0x0021_0000;

  private static final short ZIP64 = 1;

  private static final int HEADER = 30;
  private static final int DIRECTORY_LINE = 46;
  private static final int END = 22;
  private static final int ZIP64_END = 56;
  private static final int ZIP64_LOCATOR = 20;

  /** Of the record behind its first two fields, which it does not count. */
  private static final long ZIP64_END_LENGTH = ZIP64_END - 12;

  private ZipRecords() {}

  /** What stands before the bytes of an entry. */
  static byte[] header(ZipEntry entry) {
    byte[] name = name(entry);
    byte[] extra = isLarge(entry.size()) ? extra(entry.size(), entry.size()) : extra();
    ByteBuffer record = record(HEADER + name.length + extra.length);
    record.putInt(0x04034b50).putShort(version(extra));
    describe(record, entry, name, extra);
    return record.put(name).put(extra).array();
  }

  /**
   * The line of an entry in the directory.
   *
   * @param header where the entry begins in the file
   */
  static byte[] directoryLine(ZipEntry entry, long header) {
    byte[] name = name(entry);
    byte[] extra =
        isLarge(entry.size())
            ? isLarge(header)
                ? extra(entry.size(), entry.size(), header)
                : extra(entry.size(), entry.size())
            : isLarge(header) ? extra(header) : extra();
    ByteBuffer record = record(DIRECTORY_LINE + name.length + extra.length);
    record.putInt(0x02014b50).putShort(MADE_BY).putShort(version(extra));
    describe(record, entry, name, extra);
    // No comment, the first volume, no text.
    record.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    return record.putInt(PERMISSIONS).putInt(fitting(header)).put(name).put(extra).array();
  }

  /** What the header of an entry and its line in the directory have in common. */
  private static void describe(ByteBuffer record, ZipEntry entry, byte[] name, byte[] extra) {
    record
        .putShort(UTF_8)
        .putShort(STORED)
        .putInt(TIME)
        .putInt((int) entry.crc32())
        .putInt(fitting(entry.size()))
        .putInt(fitting(entry.size()))
        .putShort((short) name.length)
        .putShort((short) extra.length);
  }

  /**
   * The end of the file.
   *
   * @param count of the entries
   * @param directory where the directory begins
   * @param length of the directory in bytes
   */
  static byte[] end(int count, long directory, long length) {
    boolean large = count >= COUNT_ELSEWHERE || isLarge(directory) || isLarge(length);
    ByteBuffer record = record(END + (large ? ZIP64_END + ZIP64_LOCATOR : 0));
    if (large) {
      record.putInt(0x06064b50).putLong(ZIP64_END_LENGTH);
      record.putShort(MADE_BY).putShort(VERSION_OF_ZIP64);
      // This volume, and that where the directory begins.
      record.putInt(0).putInt(0);
      record.putLong(count).putLong(count).putLong(length).putLong(directory);
      // The locator: in which volume the record above is, where, and how many volumes there are.
      record.putInt(0x07064b50).putInt(0).putLong(directory + length).putInt(1);
    }
    short fittingCount = (short) Math.min(count, COUNT_ELSEWHERE);
    record.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
    record.putShort(fittingCount).putShort(fittingCount);
    record.putInt(fitting(length)).putInt(fitting(directory));
    // No comment.
    return record.putShort((short) 0).array();
  }

  private static ByteBuffer record(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] name(ZipEntry entry) {
    return entry.name().getBytes(StandardCharsets.UTF_8);
  }

  private static short version(byte[] extra) {
    return extra.length == 0 ? VERSION : VERSION_OF_ZIP64;
  }

  private static boolean isLarge(long number) {
    return number >= ELSEWHERE;
  }

  private static int fitting(long number) {
    return (int) Math.min(number, ELSEWHERE);
  }

  /** The numbers that do not fit, in the order of their fields. */
  private static byte[] extra(long... numbers) {
    if (numbers.length == 0) {
      return new byte[0];
    }
    int length = numbers.length * Long.BYTES;
    ByteBuffer extra = record(2 * Short.BYTES + length).putShort(ZIP64).putShort((short) length);
    for (long number : numbers) {
      extra.putLong(number);
    }
    return extra.array();
  }
}
