package dev.clearcut.mock.contract;

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
    ObjectNode document = Documents.servedAt(uri.getBaseUri(), contract.document().deepCopy());
    document.findParents("operationId").forEach(op -> ((ObjectNode) op).remove("servers"));
    document.at("/components/schemas").forEach(ContractDocument::fillInOneDialectOnly);
    return document;
  }

  /**
   * A form of several dialects is filled in by Swagger UI from the examples of its fields. Only the
   * first dialect's are left, so that sending the form as it stands is a good request.
   */
  private static void fillInOneDialectOnly(JsonNode schema) {
    JsonNode dialects = schema.path("oneOf");
    for (int i = 1; i < dialects.size(); i++) {
      for (JsonNode field : dialects.get(i).path("required")) {
        if (schema.path("properties").get(field.textValue()) instanceof ObjectNode property) {
          blank(property);
        }
      }
    }
  }

  private static void blank(ObjectNode property) {
    if (property.path("type").textValue().equals("array")) {
      property.putArray("example");
    } else {
      property.put("example", "");
    }
  }
}
