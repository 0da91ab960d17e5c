package dev.clearcut.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks for the identity of the holder of a good key. */
final class ApiKeyRequest extends BaseAuthenticationRequest {

  private final ApiKeys.Holder holder;

  ApiKeyRequest(ApiKeys.Holder holder) {
    this.holder = holder;
  }

  ApiKeys.Holder holder() {
    return holder;
  }
}
