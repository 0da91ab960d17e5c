package dev.clearcut.mock.account;

import dev.clearcut.mock.wire.Operation;
import dev.clearcut.mock.wire.Operations;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/**
 * Asks every call of the vendor's API for the key that the contract wants of it, before anything
 * else of the request is looked at.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class KeyFilter implements ContainerRequestFilter {

  private final Admission admission;
  private final CurrentVertxRequest current;

  KeyFilter(Admission admission, CurrentVertxRequest current) {
    this.admission = admission;
    this.current = current;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional.ofNullable(current.getCurrent())
        .flatMap(Operations::announced)
        .flatMap(Operation::securityScheme)
        .map(KeyScheme::of)
        .ifPresent(scheme -> admission.byKey(scheme, request));
  }
}
