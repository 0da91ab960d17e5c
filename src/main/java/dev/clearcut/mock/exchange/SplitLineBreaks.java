package dev.clearcut.mock.exchange;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Watches the bytes of a form for line breaks before a boundary whose CR and LF arrive apart. The
 * decoder then takes the CR for the last byte of the part (netty issue 17383), and it has to be
 * taken off again.
 */
final class SplitLineBreaks {

  private static final byte CR = '\r';

  private final byte[] rest;

  /** How much of {@link #rest} came since bytes ended in CR; below zero when something else did. */
  private int matched = -1;

  private boolean seen;

  SplitLineBreaks(String boundary) {
    rest = ("\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Takes the next bytes that arrived together. */
  void watch(Buffer bytes) {
    for (int i = 0; i < bytes.length() && matched >= 0; i++) {
      matched = bytes.getByte(i) == rest[matched] ? matched + 1 : -1;
      if (matched == rest.length) {
        seen = true;
        matched = -1;
      }
    }
    if (bytes.length() > 0 && bytes.getByte(bytes.length() - 1) == CR) {
      matched = 0;
    }
  }

  /** Whether there was one. */
  boolean seen() {
    return seen;
  }
}
