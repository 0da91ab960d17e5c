package dev.clearcut.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.MDC;

/**
 * The problem types (RFC 9457) of the service, each with its status. The {@code detail} is a
 * sentence that says what to do; it is written for the caller and never carries a secret.
 */
public enum Problems {
  INVALID_REQUEST(400, "Invalid request"),
  NOT_AUTHENTICATED(401, "Not authenticated"),
  BUDGET_EXHAUSTED(402, "Daily budget exhausted"),
  NOT_ALLOWED(403, "Not allowed"),
  NO_SUCH_RESOURCE(404, "Not found"),
  VARIANT_NAME_TAKEN(409, "Variant name taken"),
  CUTOUT_BUSY(409, "Cutout busy"),
  BATCH_STATE(409, "Batch not in that state"),
  SELECTION_EXPIRED(409, "Selection expired"),
  NOTHING_SELECTED(409, "Nothing selected"),
  ITEM_TAKEN(409, "Item has another photo"),
  HANDOFF_STATE(409, "Handoff not in that state"),
  WEBHOOK_LIMIT(409, "Too many webhooks"),
  WEBHOOK_OFF(409, "Webhook switched off"),
  IDEMPOTENCY_KEY_IN_USE(409, "Idempotency key in use"),
  TOO_LARGE(413, "Request too large"),
  UNKNOWN_ENCODING(415, "Unknown content encoding"),
  RANGE_NOT_SATISFIABLE(416, "Range not satisfiable"),
  UNKNOWN_EXPECTATION(417, "Unknown expectation"),
  UNUSABLE_PHOTO(422, "Unusable photo"),
  PHOTO_NOT_FOUND(422, "Photo not found"),
  PHOTO_TOO_LARGE(422, "Photo too large"),
  PHOTO_TOO_SLOW(422, "Photo too slow"),
  PHOTO_UNREACHABLE(422, "Photo not to be had now"),
  PHOTO_URL_NOT_ALLOWED(422, "Photo URL not allowed"),
  DUPLICATE_REF(422, "Reference twice"),
  VENDOR_REFUSED_PHOTO(422, "Photo refused by the vendor"),
  IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  TOO_MUCH_WORK(429, "Too much work"),
  VENDOR_KEY_REJECTED(502, "Vendor rejected our key"),
  VENDOR_FAILED(502, "Vendor failed"),
  INSUFFICIENT_CREDITS(503, "Insufficient credits"),
  UNFINISHED(503, "Unfinished"),
  STILL_BEING_MADE(503, "Still being made"),
  DATABASE_UNAVAILABLE(503, "Database unavailable"),
  STORAGE_UNAVAILABLE(503, "Storage unavailable"),
  VENDOR_RATE_LIMITED(503, "Vendor rate limit"),
  VENDOR_UNAVAILABLE(503, "Vendor unavailable"),
  VENDOR_NOT_ANSWERING(504, "Vendor not answering");

  /** Under which the id of the request is in problems and, as the MDC, in logs. */
  public static final String REQUEST_ID = "requestId";

  private final int status;
  private final String title;

  Problems(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** Stable identifier, for example {@code urn:clearcut:problem:unusable-photo}. */
  public URI type() {
    return URI.create("urn:clearcut:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  int status() {
    return status;
  }

  /** The problem, ready to be thrown. */
  public HttpProblem with(String detail) {
    return builder(detail).build();
  }

  /** The problem with a hint, in {@code Retry-After}, when to come back. */
  public HttpProblem with(String detail, Duration comeBackAfter) {
    return builder(detail).withHeader(HttpHeaders.RETRY_AFTER, seconds(comeBackAfter)).build();
  }

  /** A wait in whole seconds, rounded up: never too early. Any wait can be said. */
  public static long seconds(Duration wait) {
    long whole = wait.toSeconds();
    return Math.max(1, wait.toNanosPart() == 0 || whole == Long.MAX_VALUE ? whole : whole + 1);
  }

  /** The type that a problem is of; empty when it is none of these. */
  public static Optional<Problems> of(HttpProblem problem) {
    return Arrays.stream(values()).filter(p -> p.type().equals(problem.getType())).findFirst();
  }

  /** For problems with headers or members of their own. */
  public HttpProblem.Builder builder(String detail) {
    HttpProblem.Builder problem =
        HttpProblem.builder()
            .withType(type())
            .withTitle(title)
            .withStatus(status)
            .withDetail(detail);
    Optional.ofNullable(MDC.get(REQUEST_ID)).ifPresent(id -> problem.with(REQUEST_ID, id));
    return problem;
  }
}
