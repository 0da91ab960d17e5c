package dev.clearcut.download;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object, as {@code Range} asks for it (RFC 9110, section 14).
 *
 * @param first first byte, from 0
 * @param last last byte, included
 */
record ByteRange(long first, long last) {

  /** One range; more digits than these are beyond any object. */
  private static final Pattern ONE_RANGE =
      Pattern.compile("bytes\\s*=\\s*(\\d{0,18})-(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

  /** The object ends before the range begins. */
  static class NotSatisfiableException extends Exception {}

  /**
   * Reads the header. What is not one range of bytes, such as several ranges, is ignored as the RFC
   * allows: all of the object is the answer.
   *
   * @param header empty when there is none
   * @param size of the object
   * @throws NotSatisfiableException when no byte of the object is in the range
   */
  static Optional<ByteRange> of(String header, long size) throws NotSatisfiableException {
    Matcher range = ONE_RANGE.matcher(header);
    if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      return Optional.of(lastBytes(Long.parseLong(range.group(2)), size));
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    if (last < first && !range.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (first >= size) {
      throw new NotSatisfiableException();
    }
    return Optional.of(new ByteRange(first, Math.min(last, size - 1)));
  }

  private static ByteRange lastBytes(long count, long size) throws NotSatisfiableException {
    if (count == 0 || size == 0) {
      throw new NotSatisfiableException();
    }
    return new ByteRange(Math.max(0, size - count), size - 1);
  }

  long length() {
    return last - first + 1;
  }

  /** For {@code Content-Range}. */
  String of(long size) {
    return "bytes %d-%d/%d".formatted(first, last, size);
  }
}
