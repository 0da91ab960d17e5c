package dev.clearcut.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds the roles that a role includes, and, where access is open, all roles to everyone. */
@ApplicationScoped
class GrantedRoles implements SecurityIdentityAugmentor {

  private final boolean open;

  GrantedRoles(AccessConfig config) {
    this.open = config.open();
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    Set<String> granted =
        open && identity.isAnonymous() ? Role.all() : included(identity.getRoles());
    return Uni.createFrom()
        .item(
            identity.getRoles().containsAll(granted)
                ? identity
                : QuarkusSecurityIdentity.builder(identity).addRoles(granted).build());
  }

  private static Set<String> included(Set<String> roles) {
    return Arrays.stream(Role.values())
        .filter(role -> roles.contains(role.label()))
        .flatMap(role -> role.included().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
