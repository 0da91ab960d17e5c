package dev.clearcut.backgroundcut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.InvalidRequest;
import dev.clearcut.backgroundcut.BackgroundCutException.KeyRejected;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotConnected;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the vendor's errors mean, whichever client has read them. */
final class Answers {

  /** No vendor means more by {@code Retry-After}; what says more is a mistake, and means this. */
  private static final Duration LONGEST_HINT = Duration.ofDays(1);

  private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]+");

  /** Of numbers that fit into a {@code long} whatever they are. */
  private static final int MOST_DIGITS = 18;

  private final ObjectMapper json;
  private final InstantSource clock;

  Answers(ObjectMapper json, InstantSource clock) {
    this.json = json;
    this.clock = clock;
  }

  /**
   * The failure that an answer with an error status is.
   *
   * @param reason said when the body has no {@code detail}
   */
  BackgroundCutException failure(
      String operation, int status, String reason, String body, Map<String, List<String>> headers) {
    return failure(operation, status, detail(body, reason), retryAfter(headers)).with(headers);
  }

  /**
   * Likewise of an answer of which no more is known.
   *
   * @param retryAfter null when the vendor does not say
   */
  static BackgroundCutException failure(
      String operation, int status, String detail, Duration retryAfter) {
    return switch (status) {
      case 401 -> new KeyRejected(operation, detail);
      case 402 -> new InsufficientCredits(operation, detail);
      case 404 -> new NotThere(operation, detail);
      case 429 -> new RateLimited(operation, detail, retryAfter);
      default ->
          status >= 500
              ? new Unavailable(operation, status, detail, retryAfter)
              : new InvalidRequest(operation, status, detail);
    };
  }

  /** The failure that an exchange without a usable answer is. */
  static BackgroundCutException broken(String operation, Throwable why, Throwable cause) {
    return why instanceof ConnectException
            || why instanceof UnknownHostException
            || why instanceof HttpConnectTimeoutException
        ? new NotConnected(operation, "No connection: " + why, cause)
        : new NoAnswer(operation, "The vendor gave no usable answer: " + why, cause);
  }

  private String detail(String body, String reason) {
    try {
      JsonNode detail = json.readTree(body).path("detail");
      return detail.isTextual() ? detail.textValue() : reason;
    } catch (JsonProcessingException e) {
      return reason;
    }
  }

  /**
   * {@code Retry-After} as seconds or as HTTP date, from nothing to {@link #LONGEST_HINT}; null
   * when absent or not readable.
   */
  private Duration retryAfter(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
        .flatMap(header -> header.getValue().stream())
        .findFirst()
        .map(String::trim)
        .map(text -> SECONDS.matcher(text).matches() ? bounded(seconds(text)) : untilDate(text))
        .orElse(null);
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

  /** From nothing to {@link #LONGEST_HINT}. */
  static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : wait;
  }
}
