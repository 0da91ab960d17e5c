package dev.clearcut.mock.space;

import dev.clearcut.mock.clock.EmulatorClock;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Unguessable, expiring permissions to read one file each. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class PublicUrls {

  private static final int TOKEN_BYTES = 18;

  /** So that a test of many hours cannot fill the memory: beyond it the oldest is forgotten. */
  private static final int MOST_PERMISSIONS = 100_000;

  /** What means something else at the end of a URL. */
  private static final Pattern NO_NAME = Pattern.compile("\\.{0,2}");

  private record Permission(Address address, Instant expiresAt) {}

  /** By token, oldest first, which is also the order in which they expire. */
  private final Map<String, Permission> permissions = new LinkedHashMap<>();

  private final SecureRandom random = new SecureRandom();
  private final EmulatorClock clock;
  private final Spaces spaces;
  private final UriInfo uri;

  PublicUrls(EmulatorClock clock, Spaces spaces, @Context UriInfo uri) {
    this.clock = clock;
    this.spaces = spaces;
    this.uri = uri;
  }

  /**
   * A URL that reads the file at an address for as long as it lives.
   *
   * @param key whose last part ends the URL, for browsers to save the file under
   */
  public URI mint(Address address, String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return UriBuilder.fromUri(uri.getBaseUri())
        .path("pub/{token}/{name}")
        .build(token(address), NO_NAME.matcher(name).matches() ? "file" : name);
  }

  private String token(Address address) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    synchronized (permissions) {
      forgetOld(now);
      permissions.put(token, new Permission(address, now.plus(Spaces.LIFETIME)));
    }
    return token;
  }

  private void forgetOld(Instant now) {
    Iterator<Permission> oldest = permissions.values().iterator();
    while (oldest.hasNext()
        && (!now.isBefore(oldest.next().expiresAt) || permissions.size() >= MOST_PERMISSIONS)) {
      oldest.remove();
    }
  }

  /** The file behind a token, while both live. */
  Optional<StoredFile> find(String token) {
    return permission(token)
        .filter(permission -> clock.instant().isBefore(permission.expiresAt))
        .flatMap(permission -> spaces.find(permission.address));
  }

  private Optional<Permission> permission(String token) {
    synchronized (permissions) {
      return Optional.ofNullable(permissions.get(token));
    }
  }

  /** Forgets everything. */
  public void clear() {
    synchronized (permissions) {
      permissions.clear();
    }
  }
}
