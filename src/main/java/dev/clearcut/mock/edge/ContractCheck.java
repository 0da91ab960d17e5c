package dev.clearcut.mock.edge;

import dev.clearcut.mock.call.Call;
import dev.clearcut.mock.call.CurrentCall;
import dev.clearcut.mock.wire.VendorError;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

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
public class ContractCheck implements ContainerRequestFilter {

  private final CurrentCall current;
  private final Verdicts verdicts;

  ContractCheck(CurrentCall current, Verdicts verdicts) {
    this.current = current;
    this.verdicts = verdicts;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Call> call = current.get();
    Optional<VendorError> refusal = call.flatMap(verdicts::on);
    call.ifPresent(known -> request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
