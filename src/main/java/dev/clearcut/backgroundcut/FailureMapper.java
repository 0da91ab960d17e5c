package dev.clearcut.backgroundcut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked.Reason;
import dev.clearcut.backgroundcut.BackgroundCutException.NotConnected;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.vertx.core.VertxException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** The one place that turns what a call ended with into a {@link BackgroundCutException}. */
@ApplicationScoped
class FailureMapper {

  /** The pause of the circuit breaker. */
  private static final Duration WHEN_DOWN = Duration.ofSeconds(5);

  private static final Duration WHEN_FULL = Duration.ofSeconds(1);

  /** No vendor means more by {@code Retry-After}; what says more is a mistake, and means this. */
  static final Duration LONGEST_HINT = Duration.ofDays(1);

  private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]+");

  /** Of numbers that fit into a {@code long} whatever they are. */
  private static final int MOST_DIGITS = 18;

  private final ObjectMapper json;
  private final InstantSource clock;

  FailureMapper(ObjectMapper json, InstantSource clock) {
    this.json = json;
    this.clock = clock;
  }

  /** What is not a failure of a call, such as a mistake of ours, comes back as it is. */
  RuntimeException map(String operation, RuntimeException failure) {
    if (failure instanceof BackgroundCutException known) {
      return known;
    }
    if (failure instanceof WebApplicationException answered) {
      return fromResponse(operation, answered.getResponse());
    }
    if (failure instanceof TimeoutException) {
      return new BackgroundCutException.NoAnswer(
          operation, "The vendor did not answer within the time limit of this call.", failure);
    }
    if (failure instanceof CircuitBreakerOpenException) {
      return new NotAsked(operation, Reason.VENDOR_DOWN, WHEN_DOWN, failure);
    }
    if (failure instanceof BulkheadException) {
      return new NotAsked(operation, Reason.TOO_MANY_AT_A_TIME, WHEN_FULL, failure);
    }
    if (failure instanceof RateLimitException limit) {
      Duration wait = Duration.ofMillis(Math.max(1, limit.getRetryAfterMillis()));
      return new NotAsked(operation, Reason.TOO_OFTEN, bounded(wait), failure);
    }
    if (failure instanceof ProcessingException || failure instanceof VertxException) {
      Throwable why = failure.getCause() == null ? failure : failure.getCause();
      if (why instanceof ConnectException || why instanceof UnknownHostException) {
        return new NotConnected(operation, "No connection: " + why, failure);
      }
      return new BackgroundCutException.NoAnswer(
          operation, "The vendor gave no usable answer: " + why, failure);
    }
    return failure;
  }

  BackgroundCutException fromResponse(String operation, Response response) {
    int status = response.getStatus();
    String detail = detail(response);
    Duration retryAfter = retryAfter(response.getHeaderString(HttpHeaders.RETRY_AFTER));
    BackgroundCutException failure = failure(operation, status, detail, retryAfter);
    return failure.with(response.getStringHeaders());
  }

  private static BackgroundCutException failure(
      String operation, int status, String detail, Duration retryAfter) {
    return switch (status) {
      case 401 -> new BackgroundCutException.KeyRejected(operation, detail);
      case 402 -> new BackgroundCutException.InsufficientCredits(operation, detail);
      case 404 -> new BackgroundCutException.NotThere(operation, detail);
      case 429 -> new BackgroundCutException.RateLimited(operation, detail, retryAfter);
      default ->
          status >= 500
              ? new BackgroundCutException.Unavailable(operation, status, detail, retryAfter)
              : new BackgroundCutException.InvalidRequest(operation, status, detail);
    };
  }

  private String detail(Response response) {
    String reason = response.getStatusInfo().getReasonPhrase();
    try {
      String body = response.hasEntity() ? response.readEntity(String.class) : "";
      JsonNode detail = json.readTree(body).path("detail");
      return detail.isTextual() ? detail.textValue() : reason;
    } catch (JsonProcessingException | ProcessingException | IllegalStateException e) {
      return reason;
    }
  }

  /**
   * {@code Retry-After} as seconds or as HTTP date, from nothing to {@link #LONGEST_HINT}; null
   * when absent or not readable.
   */
  private Duration retryAfter(String header) {
    if (header == null) {
      return null;
    }
    String text = header.trim();
    return SECONDS.matcher(text).matches() ? bounded(seconds(text)) : untilDate(text);
  }

  private static Duration seconds(String text) {
    if (text.length() <= MOST_DIGITS) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    return text.startsWith("-") ? Duration.ZERO : LONGEST_HINT;
  }

  private Duration untilDate(String text) {
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return bounded(Duration.between(clock.instant(), date.toInstant()));
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : wait;
  }
}
