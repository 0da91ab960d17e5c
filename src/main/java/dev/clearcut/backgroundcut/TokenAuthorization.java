package dev.clearcut.backgroundcut;

import jakarta.inject.Singleton;

/** {@code Authorization: Token KEY}: key and path dialect. */
@Singleton
final class TokenAuthorization extends KeyAuthorization {

  TokenAuthorization(BackgroundCutConfig config) {
    super("Token", config);
  }
}
