package dev.clearcut.mock.wire;

import java.util.Map;

/** An answer other than 200; becomes {@code {"detail": "..."}} in {@link VendorErrorMapper}. */
public final class VendorError extends RuntimeException {

  private final int status;
  private final transient Map<String, String> headers;

  VendorError(int status, String detail, Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
