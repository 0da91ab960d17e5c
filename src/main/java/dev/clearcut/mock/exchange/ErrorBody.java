package dev.clearcut.mock.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.model.Error;
import dev.clearcut.mock.contract.VendorError;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The one place that writes an error body of the emulator: {@code {"detail": "..."}}. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class ErrorBody {

  private final ObjectMapper json;

  ErrorBody(ObjectMapper json) {
    this.json = json;
  }

  /** As the answer of a resource. */
  public Response response(VendorError error) {
    Response.ResponseBuilder response =
        Response.status(error.status())
            .type(MediaType.APPLICATION_JSON)
            .entity(new Error(error.getMessage()));
    error.headers().forEach(response::header);
    return response.build();
  }

  /** In place of what a resource has answered, of which nothing stays. */
  public void replace(ContainerResponseContext response, VendorError error) {
    response.setStatus(error.status());
    response.getHeaders().clear();
    error.headers().forEach(response.getHeaders()::add);
    replaceBody(response, error.getMessage());
  }

  /** In place of a body; status and headers stay. */
  public void replaceBody(ContainerResponseContext response, String detail) {
    response.setEntity(new Error(detail), null, MediaType.APPLICATION_JSON_TYPE);
  }

  private byte[] bytes(VendorError error) {
    try {
      return json.writeValueAsBytes(new Error(error.getMessage()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write an error body", e);
    }
  }

  /** As the answer of a route, before any resource is reached. */
  public void send(HttpServerResponse response, VendorError error) {
    response.setStatusCode(error.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    error.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(bytes(error)));
  }
}
