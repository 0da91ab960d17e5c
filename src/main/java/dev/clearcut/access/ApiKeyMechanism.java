package dev.clearcut.access;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets in by {@code Authorization: Bearer <key>} or {@code X-API-Key: <key>}. What comes as a
 * bearer and is none of our keys is left to OpenID Connect when that is switched on.
 */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

  static final String HEADER = "X-API-Key";

  private static final String BEARER = "Bearer ";

  /** Before the one of OpenID Connect. */
  private static final int PRIORITY = 2000;

  private final ApiKeys keys;
  private final boolean tokens;

  ApiKeyMechanism(
      ApiKeys keys, @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    String header = context.request().getHeader(HEADER);
    if (header != null) {
      return keys.holder(header.trim())
          .map(holder -> identity(holder, context, identities))
          .orElseGet(() -> refused("The key in X-API-Key is not known here."));
    }
    Optional<String> bearer = bearer(context);
    if (bearer.isEmpty()) {
      return Uni.createFrom().nullItem();
    }
    return keys.holder(bearer.get())
        .map(holder -> identity(holder, context, identities))
        .orElseGet(
            () ->
                tokens
                    ? Uni.createFrom().nullItem()
                    : refused("The key in Authorization is not known here."));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    boolean tried = context.request().headers().contains(HEADER) || bearer(context).isPresent();
    return Uni.createFrom()
        .item(
            new ChallengeData(
                HttpResponseStatus.UNAUTHORIZED.code(),
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer realm=\"clearcut\"" + (tried ? ", error=\"invalid_token\"" : "")));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(ApiKeyRequest.class);
  }

  @Override
  public int getPriority() {
    return PRIORITY;
  }

  private static Uni<SecurityIdentity> identity(
      ApiKeys.Holder holder, RoutingContext context, IdentityProviderManager identities) {
    return identities.authenticate(
        HttpSecurityUtils.setRoutingContextAttribute(new ApiKeyRequest(holder), context));
  }

  private static Uni<SecurityIdentity> refused(String why) {
    return Uni.createFrom().failure(new AuthenticationFailedException(why));
  }

  /** What stands behind {@code Bearer}, in any case. */
  private static Optional<String> bearer(RoutingContext context) {
    return Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION))
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).trim());
  }
}
