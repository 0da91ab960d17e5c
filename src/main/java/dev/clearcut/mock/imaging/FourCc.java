package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Four-character codes, by which PNG, RIFF and ISO files name their parts. */
final class FourCc {
  private FourCc() {}

  /** The four characters at an absolute position of a buffer. */
  static String at(ByteBuffer bytes, int position) {
    byte[] code = new byte[4];
    bytes.get(position, code);
    return new String(code, ISO_8859_1);
  }
}
