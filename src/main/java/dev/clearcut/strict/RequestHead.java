package dev.clearcut.strict;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;

/** What the head of a request says of its body, and what of that is not understood here. */
public final class RequestHead {

  /**
   * Why a request is refused by its head alone.
   *
   * @param status of HTTP
   * @param sentence what to do instead
   */
  public record Refusal(int status, String sentence) {}

  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED = 415;
  private static final int EXPECTATION_FAILED = 417;
  private static final String CONTINUE = "100-continue";
  private static final String IDENTITY = "identity";

  private RequestHead() {}

  /** Whether there is a body, as far as the head says. */
  public static boolean hasBody(HttpServerRequest request) {
    return isChunked(request) || announced(request) > 0;
  }

  /** Whether the length of the body is not known before its end. */
  public static boolean isChunked(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /**
   * Why the request is refused, if it is.
   *
   * @param longest body that is accepted, in bytes
   */
  public static Optional<Refusal> refusal(HttpServerRequest request, long longest) {
    String expected = request.getHeader(HttpHeaders.EXPECT);
    if (expected != null && !expected.strip().equalsIgnoreCase(CONTINUE)) {
      return Optional.of(
          new Refusal(
              EXPECTATION_FAILED,
              "Expect: %s cannot be met; only 100-continue is. Leave the header out."
                  .formatted(Spelling.shown(expected))));
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && hasBody(request) && !isIdentity(encoding)) {
      return Optional.of(
          new Refusal(
              UNSUPPORTED,
              "The body comes with Content-Encoding: %s. Send it as it is, without Content-Encoding."
                  .formatted(Spelling.shown(encoding))));
    }
    return announced(request) > longest
        ? Optional.of(new Refusal(TOO_LARGE, tooLarge(longest)))
        : Optional.empty();
  }

  /** What is said of a body that is too large. */
  public static String tooLarge(long longest) {
    return "The request is larger than %d bytes, the most that is accepted here. Send a smaller one."
        .formatted(longest);
  }

  private static boolean isIdentity(String encoding) {
    return encoding.isBlank() || encoding.strip().toLowerCase(Locale.ROOT).equals(IDENTITY);
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException malformed) {
      return 0;
    }
  }
}
