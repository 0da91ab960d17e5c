package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Incoming;
import dev.clearcut.mock.contract.Operation;
import dev.clearcut.mock.contract.Violation;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers 400 with the vendor's sentence to a request that is not what the contract says, once its
 * key was found good. In strict mode that includes what the vendor overlooks. What kind of answer a
 * caller would like is not looked at: the contract has no 406.
 */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class Refusal implements ContainerRequestFilter {

  private final CurrentCall current;
  private final Contract contract;

  /** Asked when it is needed: a filter is made before the configuration of this run is there. */
  private final Instance<StrictnessConfig> config;

  Refusal(CurrentCall current, Contract contract, Instance<StrictnessConfig> config) {
    this.current = current;
    this.contract = contract;
    this.config = config;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    current.get().ifPresent(call -> filter(call, request));
  }

  private void filter(Call call, ContainerRequestContext request) {
    request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
    for (Violation violation : call.violations()) {
      if (violation.tolerated() ? config.get().strict() : isRefusedHere(violation, call)) {
        throw contract.badRequest(violation.sentence());
      }
    }
  }

  /** Where a token in the query is the permission, the resource looks at that before the form. */
  private static boolean isRefusedHere(Violation violation, Call call) {
    return violation.field().equals(HttpHeaders.CONTENT_TYPE)
        || call.request().map(Incoming::operation).filter(Operation::redeemsToken).isEmpty();
  }
}
