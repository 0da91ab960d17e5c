package dev.clearcut.backgroundcut;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the vendor, or the way to it, did instead of what was asked. One sealed family, so that a
 * {@code switch} over it is complete. The cases are those of the errors table of the vendor's API
 * v3 reference.
 */
public abstract sealed class BackgroundCutException extends RuntimeException {

  private final String operation;
  private final int status;
  private final String detail;
  private transient Map<String, List<String>> headers = Map.of();
  private int attempts = 1;

  private BackgroundCutException(String operation, int status, String detail, Throwable cause) {
    super(operation + (status > 0 ? " answered " + status + ": " : ": ") + detail, cause);
    this.operation = operation;
    this.status = status;
    this.detail = detail;
  }

  /** The contract's operation id. */
  public String operation() {
    return operation;
  }

  /** The HTTP status, or 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** The vendor's own sentence ({@code detail} of the error body), or ours when it sent none. */
  public String detail() {
    return detail;
  }

  /** The headers of the answer; none when there was no answer. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  BackgroundCutException with(Map<String, List<String>> answered) {
    headers = answered;
    return this;
  }

  /** How many times the call was made before this was given up to. */
  public int attempts() {
    return attempts;
  }

  BackgroundCutException after(int made) {
    attempts = made;
    return this;
  }

  /** Whether the call was refused before anything was done, by a limit that passes. */
  public boolean surelyNotDone() {
    return false;
  }

  /** Whether the vendor may have done, and charged, the work all the same. */
  public boolean ambiguous() {
    return false;
  }

  /**
   * Whether the call is certainly over: nothing was sent, or the vendor itself has answered. What a
   * gateway answers instead of the vendor (502, 504, 524 and others) is no end: the call may still
   * run.
   */
  public boolean isOver() {
    return !ambiguous() || status == 500 || status == 503;
  }

  /** Whether the same call may succeed later: neither the vendor nor we have said no for good. */
  final boolean passes() {
    return surelyNotDone() || ambiguous();
  }

  /** When the vendor said to come back. */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /** 400 and every other 4xx without a meaning of its own: the same request will fail again. */
  public static final class InvalidRequest extends BackgroundCutException {
    InvalidRequest(String operation, int status, String detail) {
      super(operation, status, detail, null);
    }
  }

  /** 401: our API key is missing, malformed or revoked. */
  public static final class KeyRejected extends BackgroundCutException {
    KeyRejected(String operation, String detail) {
      super(operation, 401, detail, null);
    }
  }

  /** 402: the account has too few credits. Nothing was charged. */
  public static final class InsufficientCredits extends BackgroundCutException {
    InsufficientCredits(String operation, String detail) {
      super(operation, 402, detail, null);
    }
  }

  /** 404: the file expired, was deleted, or lives on another regional server. */
  public static final class NotThere extends BackgroundCutException {
    NotThere(String operation, String detail) {
      super(operation, 404, detail, null);
    }
  }

  /** 429: the account's rate limit. Nothing was charged. */
  public static final class RateLimited extends BackgroundCutException {
    private final transient Duration retryAfter;

    RateLimited(String operation, String detail, Duration retryAfter) {
      super(operation, 429, detail, null);
      this.retryAfter = retryAfter;
    }

    @Override
    public boolean surelyNotDone() {
      return true;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /** 5xx: the vendor failed; the work may or may not have been done and charged. */
  public static final class Unavailable extends BackgroundCutException {
    private final transient Duration retryAfter;

    Unavailable(String operation, int status, String detail, Duration retryAfter) {
      super(operation, status, detail, null);
      this.retryAfter = retryAfter;
    }

    @Override
    public boolean ambiguous() {
      return true;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /** No connection was made, so nothing was sent. */
  public static final class NotConnected extends BackgroundCutException {
    NotConnected(String operation, String detail, Throwable cause) {
      super(operation, 0, detail, cause);
    }

    @Override
    public boolean surelyNotDone() {
      return true;
    }
  }

  /** No usable answer: timed out, reset, cut short or not what the contract says. */
  public static final class NoAnswer extends BackgroundCutException {
    NoAnswer(String operation, String detail, Throwable cause) {
      super(operation, 0, detail, cause);
    }

    @Override
    public boolean ambiguous() {
      return true;
    }
  }

  /** An answer that we do not take: a file that is too large, or one that is somewhere else. */
  public static final class NotTaken extends BackgroundCutException {
    NotTaken(String operation, String detail) {
      super(operation, 0, detail, null);
    }
  }

  /** We did not ask: the vendor is down, or we ask too often or too much at a time. */
  public static final class NotAsked extends BackgroundCutException {

    /** Why we did not. */
    public enum Reason {
      /** Too many of the last calls failed (circuit breaker). */
      VENDOR_DOWN("The vendor is failing; it is not asked for a while."),
      /** Too many calls are under way (bulkhead). */
      TOO_MANY_AT_A_TIME("This replica has too many calls to the vendor under way."),
      /** Our own rate limit. */
      TOO_OFTEN("The service asks the vendor as often as its rate limit allows.");

      private final String sentence;

      Reason(String sentence) {
        this.sentence = sentence;
      }
    }

    private final Reason reason;
    private final transient Duration retryAfter;

    NotAsked(String operation, Reason reason, Duration retryAfter, Throwable cause) {
      super(operation, 0, reason.sentence, cause);
      this.reason = reason;
      this.retryAfter = retryAfter;
    }

    /** Why we did not. */
    public Reason reason() {
      return reason;
    }

    @Override
    public boolean surelyNotDone() {
      return reason != Reason.VENDOR_DOWN;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.of(retryAfter);
    }
  }
}
