package dev.clearcut.mock.space;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.wire.CallOwner;
import dev.clearcut.mock.wire.Incoming;
import dev.clearcut.mock.wire.Resettable;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Unguessable, expiring permissions to read one file each. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class PublicUrls implements CallOwner, Resettable {

  private static final int TOKEN_BYTES = 18;

  private record Permission(Account owner, String key, Instant expiresAt) {}

  private final ConcurrentMap<String, Permission> permissions = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final EmulatorClock clock;
  private final Spaces spaces;

  PublicUrls(EmulatorClock clock, Spaces spaces) {
    this.clock = clock;
    this.spaces = spaces;
  }

  /** A token that reads the file under {@code key} for as long as it lives; 24 characters. */
  public String mint(Account owner, String key) {
    Instant now = clock.instant();
    permissions.values().removeIf(permission -> !now.isBefore(permission.expiresAt));
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    permissions.put(token, new Permission(owner, key, now.plus(Spaces.LIFETIME)));
    return token;
  }

  /** The file behind a token, while both live. */
  Optional<StoredFile> find(String token) {
    return Optional.ofNullable(permissions.get(token))
        .filter(permission -> clock.instant().isBefore(permission.expiresAt))
        .flatMap(permission -> spaces.find(permission.owner, permission.key));
  }

  @Override
  public Optional<Owner> of(Incoming call) {
    return Optional.of(call)
        .filter(incoming -> incoming.operation().id().equals("getPublicFile"))
        .flatMap(incoming -> Optional.ofNullable(permissions.get(incoming.path().get("token"))))
        .map(permission -> new Owner(permission.owner.key(), Optional.of(permission.key)));
  }

  @Override
  public void reset() {
    permissions.clear();
  }

  @Override
  public void reset(String account) {
    permissions.values().removeIf(permission -> permission.owner.key().equals(account));
  }
}
