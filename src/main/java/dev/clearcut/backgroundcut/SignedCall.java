package dev.clearcut.backgroundcut;

import java.net.URI;
import java.time.Instant;

/**
 * A call that a browser makes without our key, once and soon (reference page, "Presigned URL
 * Endpoints"). What is in it is a secret as long as it is good.
 *
 * @param url where to, with POST
 * @param token {@code signed_request}; of an upload it is part of the URL
 * @param expiresAt until when the call is good
 */
public record SignedCall(URI url, String token, Instant expiresAt) {

  @Override
  public String toString() {
    return "a signed call that is good until " + expiresAt;
  }
}
