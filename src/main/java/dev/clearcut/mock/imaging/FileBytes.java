package dev.clearcut.mock.imaging;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Random access to a file through one window of 64 KB, so that hostile lengths cost no memory.
 * Numbers are unsigned and big-endian unless said otherwise. Reading past the end rejects the file
 * as cut short.
 */
final class FileBytes implements Closeable {
  private static final int WINDOW = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;

  private FileBytes(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = channel.size();
  }

  static FileBytes open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new FileBytes(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** For those who can only read a whole file. */
  Path file() {
    return file;
  }

  long size() {
    return size;
  }

  int u8(long position) {
    return window.get(show(position, 1)) & 0xFF;
  }

  int u16(long position) {
    return window.getShort(show(position, 2)) & 0xFFFF;
  }

  long u32(long position) {
    return window.getInt(show(position, 4)) & 0xFFFF_FFFFL;
  }

  /** An unsigned little-endian number of four bytes. */
  long u32le(long position) {
    return Integer.reverseBytes((int) u32(position)) & 0xFFFF_FFFFL;
  }

  /** An unsigned little-endian number of three bytes. */
  int u24le(long position) {
    return u8(position) | u8(position + 1) << 8 | u8(position + 2) << 16;
  }

  String fourCc(long position) {
    return FourCc.at(window, show(position, 4));
  }

  /**
   * A copy of some bytes.
   *
   * @param length at most 64 KB
   */
  byte[] read(long position, int length) {
    byte[] copy = new byte[length];
    window.get(show(position, length), copy);
    return copy;
  }

  /**
   * A copy of any number of bytes, past the window; the caller answers for the memory.
   *
   * @param length at most what the file has
   */
  byte[] copy(long position, int length) {
    requireInside(position, length);
    ByteBuffer copy = ByteBuffer.allocate(length);
    fill(copy, position);
    return copy.array();
  }

  /** Makes the window cover the bytes asked for, and answers where in it they start. */
  private int show(long position, int length) {
    requireInside(position, length);
    if (position < windowStart || position + length > windowStart + window.limit()) {
      window.clear();
      windowStart = position;
      fill(window, position);
      window.flip();
    }
    return (int) (position - windowStart);
  }

  private void requireInside(long position, int length) {
    if (position < 0 || position > size - length) {
      throw ImageRejectedException.corrupt("is cut short");
    }
  }

  /** Reads until the buffer is full or the file ends. */
  private void fill(ByteBuffer buffer, long position) {
    try {
      while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
        continue;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
