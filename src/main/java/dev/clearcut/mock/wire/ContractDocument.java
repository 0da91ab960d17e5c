package dev.clearcut.mock.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/**
 * Serves the contract to Swagger UI with this emulator as its only server, so that "Try it out"
 * works and never spends money at the vendor.
 */
@Path("/openapi/backgroundcut-v3.json")
@UnlessBuildProfile("prod")
public class ContractDocument {

  private final Contract contract;

  ContractDocument(Contract contract) {
    this.contract = contract;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonNode get(@Context UriInfo uri) {
    ObjectNode document = contract.document().deepCopy();
    document
        .putArray("servers")
        .addObject()
        .put("url", uri.getBaseUri().resolve("/").toString().replaceFirst("/$", ""))
        .put("description", "The emulator in this application");
    document.findParents("operationId").forEach(op -> ((ObjectNode) op).remove("servers"));
    return document;
  }
}
