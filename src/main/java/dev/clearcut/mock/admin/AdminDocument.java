package dev.clearcut.mock.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;

/** Serves the admin API's own description to Swagger UI, with this emulator as its only server. */
@Path("/openapi/emulator-admin.json")
@UnlessBuildProfile("prod")
public class AdminDocument {

  private static final String RESOURCE = "/openapi/emulator-admin.yaml";

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonNode get(@Context UriInfo uri) throws IOException {
    try (InputStream yaml = AdminDocument.class.getResourceAsStream(RESOURCE)) {
      ObjectNode document = (ObjectNode) new YAMLMapper().readTree(yaml);
      document
          .putArray("servers")
          .addObject()
          .put("url", uri.getBaseUri().resolve("/").toString().replaceFirst("/$", ""))
          .put("description", "The emulator in this application");
      return document;
    }
  }
}
