package dev.clearcut.mock.wire;

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

/**
 * A body of another kind than the operation takes is a bad request; what kind of answer a caller
 * would like is not looked at. (The framework would say 415 and 406, which the contract has not.)
 */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class MediaTypeFilter implements ContainerRequestFilter {

  private final Contract contract;

  MediaTypeFilter(Contract contract) {
    this.contract = contract;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Operation.of(request)
        .ifPresent(
            operation -> {
              request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
              check(operation, request.getHeaderString(HttpHeaders.CONTENT_TYPE));
            });
  }

  private void check(Operation operation, String sent) {
    boolean right =
        sent == null
            || operation.mediaTypes().isEmpty()
            || operation.mediaTypes().contains(sent.split(";")[0].strip().toLowerCase());
    if (!right) {
      throw contract.badRequest(
          "Invalid Content-Type. Expected " + String.join(" or ", operation.mediaTypes()) + ".");
    }
  }
}
