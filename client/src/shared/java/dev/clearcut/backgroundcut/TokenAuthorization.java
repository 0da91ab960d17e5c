package dev.clearcut.backgroundcut;

import jakarta.inject.Singleton;

/** {@code Authorization: Token KEY}: key and path dialect. */
@Singleton
final class TokenAuthorization extends KeyAuthorization {

  TokenAuthorization(ApiKey key) {
    super("Token", key);
  }
}
