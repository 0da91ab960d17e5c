package dev.clearcut.backgroundcut;

import java.time.Duration;
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

  /** Whether the vendor may have done, and charged, the work all the same. */
  public boolean ambiguous() {
    return false;
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

  /** 429: the account's rate limit, or our own limiter in front of it. Nothing was charged. */
  public static final class RateLimited extends BackgroundCutException {
    private final transient Duration retryAfter;

    RateLimited(String operation, String detail, Duration retryAfter) {
      super(operation, 429, detail, null);
      this.retryAfter = retryAfter;
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

  /** No usable answer: not connected, timed out, reset, cut short or not what the contract says. */
  public static final class NoAnswer extends BackgroundCutException {
    NoAnswer(String operation, String detail, Throwable cause) {
      super(operation, 0, detail, cause);
    }

    @Override
    public boolean ambiguous() {
      return true;
    }
  }
}
