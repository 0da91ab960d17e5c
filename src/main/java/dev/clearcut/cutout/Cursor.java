package dev.clearcut.cutout;

import dev.clearcut.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * The last cutout of a page, from which the next one goes on; so pages stay what they are however
 * many cutouts are made meanwhile. Opaque to callers.
 */
record Cursor(Instant createdAt, String id) {

  private static final String SEPARATOR = "/";

  static Cursor of(CutoutEntity last) {
    return new Cursor(last.createdAt, last.id);
  }

  /**
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when we never gave it out
   */
  static Cursor parse(String text) {
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      String[] parts = decoded.split(SEPARATOR, 2);
      // A year of more than four digits is more than a database can compare.
      if (parts.length < 2 || !parts[0].matches("\\d{4}-.*") || !CutoutRepository.isId(parts[1])) {
        throw new IllegalArgumentException(decoded);
      }
      return new Cursor(Instant.parse(parts[0]), parts[1]);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Problems.INVALID_REQUEST.with(
          "cursor is not one that this service gave out. Follow the \"next\" link of a page, or"
              + " leave cursor out to begin at the first page.");
    }
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + SEPARATOR + id).getBytes(StandardCharsets.US_ASCII));
  }
}
