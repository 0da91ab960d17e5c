package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.VendorError;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Makes answers of the errors that resources and filters throw. */
@Provider
@UnlessBuildProfile("prod")
public class VendorErrorMapper implements ExceptionMapper<VendorError> {

  private final ErrorBody body;

  VendorErrorMapper(ErrorBody body) {
    this.body = body;
  }

  @Override
  public Response toResponse(VendorError error) {
    return body.response(error);
  }
}
