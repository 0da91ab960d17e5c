package dev.clearcut.mock.wire;

import dev.clearcut.backgroundcut.model.Error;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The one place that writes an error body of the emulator. */
@Provider
@UnlessBuildProfile("prod")
public class VendorErrorMapper implements ExceptionMapper<VendorError> {

  @Override
  public Response toResponse(VendorError error) {
    Response.ResponseBuilder response =
        Response.status(error.status())
            .type(MediaType.APPLICATION_JSON)
            .entity(new Error(error.getMessage()));
    error.headers().forEach(response::header);
    return response.build();
  }
}
