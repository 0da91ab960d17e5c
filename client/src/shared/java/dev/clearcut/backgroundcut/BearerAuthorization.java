package dev.clearcut.backgroundcut;

import jakarta.inject.Singleton;

/** {@code Authorization: Bearer KEY}: filename dialect. */
@Singleton
final class BearerAuthorization extends KeyAuthorization {

  BearerAuthorization(ApiKey key) {
    super("Bearer", key);
  }
}
