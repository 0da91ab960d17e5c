package dev.clearcut.mock.contract;

import java.util.Map;

/** An answer other than 200; becomes {@code {"detail": "..."}}. */
public final class VendorError extends RuntimeException {

  private final int status;
  private final transient Map<String, String> headers;

  VendorError(int status, String detail, Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }

  /** The HTTP status, 400 or above. */
  public int status() {
    return status;
  }

  /** Beside those of every error, for example {@code Retry-After}. */
  public Map<String, String> headers() {
    return headers;
  }
}
