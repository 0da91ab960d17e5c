package dev.clearcut.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * The bytes of an entry, which fail before their end when they are not what the archive says: too
 * few, too many or, where all of them are read, others.
 */
final class CheckedContent extends FilterInputStream {

  private final ZipEntry entry;
  private final boolean whole;
  private final CRC32 crc32 = new CRC32();
  private long left;

  /**
   * @param offset of the entry's first byte that comes
   * @param in all that is left from there
   */
  CheckedContent(ZipEntry entry, long offset, InputStream in) {
    super(in);
    this.entry = entry;
    this.whole = offset == 0;
    this.left = entry.size() - offset;
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
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw broken("%d bytes are missing".formatted(left));
    }
    crc32.update(buffer, offset, read);
    left -= read;
    if (left == 0) {
      checkEnd();
    }
    return read;
  }

  private void checkEnd() throws IOException {
    if (in.read() >= 0) {
      throw broken("there are more than %d bytes".formatted(entry.size()));
    }
    if (whole && crc32.getValue() != entry.crc32()) {
      throw broken("the bytes have changed");
    }
  }

  private IOException broken(String how) {
    return new IOException("%s is not what the archive says: %s".formatted(entry.name(), how));
  }
}
