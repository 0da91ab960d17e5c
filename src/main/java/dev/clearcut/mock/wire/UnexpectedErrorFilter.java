package dev.clearcut.mock.wire;

import dev.clearcut.backgroundcut.model.Error;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.ext.Provider;

/** Tells callers of the vendor's API of a failure of the emulator itself as the vendor would. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class UnexpectedErrorFilter implements ContainerResponseFilter {

  private final Contract contract;

  UnexpectedErrorFilter(Contract contract) {
    this.contract = contract;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean ours =
        response.getStatusInfo().getFamily() == Family.SERVER_ERROR
            && !(response.getEntity() instanceof Error)
            && Operation.of(request).isPresent();
    if (ours) {
      VendorError error = contract.error(Sentence.UNEXPECTED);
      response.setStatus(error.status());
      response.setEntity(new Error(error.getMessage()), null, MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
