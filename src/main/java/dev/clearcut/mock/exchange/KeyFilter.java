package dev.clearcut.mock.exchange;

import dev.clearcut.mock.account.Admission;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Asks every call of the vendor's API for the key that the contract wants of it. The request was
 * read and compared with the contract by then, but whatever is wrong with it, a call without a good
 * key is told so first.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class KeyFilter implements ContainerRequestFilter {

  private final CurrentCall current;
  private final Admission admission;

  KeyFilter(CurrentCall current, Admission admission) {
    this.current = current;
    this.admission = admission;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    current
        .get()
        .flatMap(Call::request)
        .flatMap(call -> call.operation().scheme())
        .ifPresent(scheme -> admission.byKey(scheme, request));
  }
}
