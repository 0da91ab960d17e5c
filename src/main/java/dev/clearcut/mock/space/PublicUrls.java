package dev.clearcut.mock.space;

import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.clock.Expiring;
import dev.clearcut.mock.clock.Resettable;
import dev.clearcut.mock.contract.Incoming;
import dev.clearcut.mock.exchange.CallOwner;
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
import java.util.regex.Pattern;

/** Unguessable, expiring permissions to read one file each. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class PublicUrls implements CallOwner, Resettable {

  private static final int TOKEN_BYTES = 18;

  /** What means something else at the end of a URL. */
  private static final Pattern NO_NAME = Pattern.compile("\\.{0,2}");

  /** No test needs as many at a time. */
  private static final int AT_MOST = 50_000;

  /** No file's {@link StoredFile#origin}. */
  private static final long NONE = -1;

  private record Permission(Address address, long origin, Instant expiresAt) {}

  /** By token. */
  private final Expiring<Permission> permissions = new Expiring<>(AT_MOST, this::isExpired);

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
   * A URL that reads the file at an address, or what replaces it, until it expires or is deleted.
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
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    long origin = spaces.find(address).map(StoredFile::origin).orElse(NONE);
    permissions.add(token, new Permission(address, origin, clock.instant().plus(Spaces.LIFETIME)));
    return token;
  }

  /** The file behind a token, while both live. */
  Optional<StoredFile> find(String token) {
    return permissions
        .find(token)
        .filter(permission -> !isExpired(permission))
        .flatMap(
            permission ->
                spaces.find(permission.address).filter(file -> file.origin() == permission.origin));
  }

  private boolean isExpired(Permission permission) {
    return !clock.instant().isBefore(permission.expiresAt);
  }

  @Override
  public Optional<Owner> of(Incoming call) {
    return Optional.ofNullable(call.path().get("token"))
        .flatMap(permissions::find)
        .map(Permission::address)
        .map(address -> new Owner(address.account(), Optional.of(address.key())));
  }

  @Override
  public void reset() {
    permissions.removeIf(any -> true);
  }

  @Override
  public void reset(String account) {
    permissions.removeIf(permission -> permission.address.account().equals(account));
  }
}
