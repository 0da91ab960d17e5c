package dev.clearcut.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who makes the request at hand. */
@ApplicationScoped
public class CurrentCaller {

  private final SecurityIdentity identity;

  CurrentCaller(SecurityIdentity identity) {
    this.identity = identity;
  }

  /**
   * A name that no other caller has: {@code key:shop} by the name of the key, or {@code
   * token:alice} by the principal of the token; all who come without either, where access is open,
   * are {@code anyone}.
   */
  public String id() {
    if (isAnonymous()) {
      return "anyone";
    }
    boolean byKey = identity.getAttribute(ApiKeyIdentities.KEY) != null;
    return (byKey ? "key:" : "token:") + identity.getPrincipal().getName();
  }

  /** What the caller may be, in alphabetical order. */
  List<String> roles() {
    return identity.getRoles().stream().sorted().toList();
  }

  /** Whether there is neither a key nor a token. */
  boolean isAnonymous() {
    return identity.isAnonymous();
  }
}
