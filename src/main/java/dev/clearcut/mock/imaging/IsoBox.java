package dev.clearcut.mock.imaging;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of an ISO base media file: a name and a content, which may be boxes again.
 *
 * @param type four characters
 * @param content a view of the bytes after the box's header; big-endian
 */
record IsoBox(String type, ByteBuffer content) {
  private static final int HEADER = 8;

  /**
   * The boxes that fill the rest of a buffer.
   *
   * @throws BufferUnderflowException if a box is cut short
   */
  static List<IsoBox> all(ByteBuffer bytes) {
    List<IsoBox> boxes = new ArrayList<>();
    while (bytes.remaining() >= HEADER) {
      int start = bytes.position();
      long size = bytes.getInt() & 0xFFFF_FFFFL;
      String type = fourCc(bytes);
      if (size == 1) {
        size = bytes.getLong();
      } else if (size == 0) {
        size = bytes.limit() - start;
      }
      int header = bytes.position() - start;
      if (size < header || size > bytes.limit() - start) {
        throw new BufferUnderflowException();
      }
      boxes.add(new IsoBox(type, bytes.slice(start + header, (int) size - header)));
      bytes.position(start + (int) size);
    }
    return boxes;
  }

  /** Reads a number of that many bytes, 0 to 8, from a buffer. */
  static long number(ByteBuffer bytes, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes.get() & 0xFF;
    }
    return value;
  }

  static String fourCc(ByteBuffer bytes) {
    String code = FourCc.at(bytes, bytes.position());
    bytes.position(bytes.position() + 4);
    return code;
  }

  /** A fresh view of the content, so that reading it leaves no trace. */
  ByteBuffer bytes() {
    return content.slice();
  }
}
