package dev.clearcut.mock.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.mock.contract.Documents;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Serves the admin API's own description to Swagger UI, with this emulator as its only server. */
@Path("/openapi/emulator-admin.json")
@UnlessBuildProfile("prod")
public class AdminDocument {

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonNode get(@Context UriInfo uri) {
    return Documents.servedAt(uri.getBaseUri(), Documents.read(Documents.ADMIN));
  }
}
