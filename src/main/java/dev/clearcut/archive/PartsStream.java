package dev.clearcut.archive;

import java.io.IOException;
import java.io.InputStream;

/** Parts one after the other, each opened when the one before it has ended and is closed. */
final class PartsStream extends InputStream {

  /** What the parts are. */
  interface Parts {

    /** Opens what is left of the part that holds a byte. */
    InputStream open(long at) throws IOException;
  }

  private final Parts parts;
  private long at;
  private long left;
  private InputStream part = InputStream.nullInputStream();

  /**
   * @param at first byte
   * @param length how many bytes
   */
  PartsStream(Parts parts, long at, long length) {
    this.parts = parts;
    this.at = at;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int wanted = (int) Math.min(length, left);
    int read = part.read(buffer, offset, wanted);
    while (read < 0) {
      part.close();
      part = parts.open(at);
      read = part.read(buffer, offset, wanted);
    }
    at += read;
    left -= read;
    return read;
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
