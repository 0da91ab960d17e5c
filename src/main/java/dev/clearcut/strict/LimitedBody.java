package dev.clearcut.strict;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** The body of a request up to a limit, beyond which the request is refused. */
public final class LimitedBody extends FilterInputStream {

  private final Supplier<? extends RuntimeException> tooLarge;
  private long left;

  /**
   * @param longest in bytes
   * @param tooLarge what is thrown beyond it
   */
  public LimitedBody(
      InputStream body, long longest, Supplier<? extends RuntimeException> tooLarge) {
    super(body);
    this.left = longest;
    this.tooLarge = tooLarge;
  }

  @Override
  public int read() throws IOException {
    return counted(super.read(), 1);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    return counted(read, read);
  }

  private int counted(int result, int bytes) {
    left -= result < 0 ? 0 : bytes;
    if (left < 0) {
      throw tooLarge.get();
    }
    return result;
  }

  /** Does not read on to the end of what is too large, as closing it would. */
  @Override
  public void close() throws IOException {
    if (left >= 0) {
      super.close();
    }
  }
}
