package dev.clearcut.cutout;

import java.time.DateTimeException;
import java.time.Instant;

/** Times as callers write them. */
final class InstantParser {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private InstantParser() {}

  /**
   * Reads an ISO 8601 instant of the years 1 to 9999: what every database can compare.
   *
   * @throws DateTimeException when it is none
   */
  static Instant parse(String text) {
    Instant time = Instant.parse(text);
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new DateTimeException("The time is not in the years 1 to 9999: " + text);
    }
    return time;
  }
}
