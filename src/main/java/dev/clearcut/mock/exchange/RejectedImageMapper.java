package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.imaging.ImageRejectedException;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** An image that cannot be worked on is a bad request, in every operation that opens one. */
@Provider
@UnlessBuildProfile("prod")
public class RejectedImageMapper implements ExceptionMapper<ImageRejectedException> {

  private final Contract contract;
  private final ErrorBody errors;

  RejectedImageMapper(Contract contract, ErrorBody errors) {
    this.contract = contract;
    this.errors = errors;
  }

  @Override
  public Response toResponse(ImageRejectedException rejected) {
    return errors.response(contract.badRequest(rejected.getMessage()));
  }
}
