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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/** Unguessable, expiring permissions to read one file each. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class PublicUrls {

  private static final int TOKEN_BYTES = 18;

  /** What means something else at the end of a URL. */
  private static final Pattern NO_NAME = Pattern.compile("\\.{0,2}");

  private record Permission(Address address, Instant expiresAt) {}

  private final ConcurrentMap<String, Permission> permissions = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final SpaceConfig config;
  private final EmulatorClock clock;
  private final Spaces spaces;
  private final UriInfo uri;

  PublicUrls(SpaceConfig config, EmulatorClock clock, Spaces spaces, @Context UriInfo uri) {
    this.config = config;
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
    return UriBuilder.fromUri(config.publicUrl().orElseGet(uri::getBaseUri))
        .path("pub/{token}/{name}")
        .build(token(address), NO_NAME.matcher(name).matches() ? "file" : name);
  }

  private String token(Address address) {
    Instant now = clock.instant();
    permissions.values().removeIf(permission -> !now.isBefore(permission.expiresAt));
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    permissions.put(token, new Permission(address, now.plus(Spaces.LIFETIME)));
    return token;
  }

  /** The file behind a token, while both live. */
  Optional<StoredFile> find(String token) {
    return Optional.ofNullable(permissions.get(token))
        .filter(permission -> clock.instant().isBefore(permission.expiresAt))
        .flatMap(permission -> spaces.find(permission.address));
  }

  /** Forgets everything. */
  public void clear() {
    permissions.clear();
  }
}
