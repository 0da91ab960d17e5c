package dev.clearcut.cutout;

import dev.clearcut.access.Roles;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What can be asked for by name. */
@Path("/presets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Presets", description = "Named variant sets, from configuration.")
@EndpointDisabled(name = "clearcut.service.enabled", stringValue = "false")
public class PresetResource {

  private final Presets presets;

  PresetResource(Presets presets) {
    this.presets = presets;
  }

  @GET
  @RolesAllowed(Roles.READER)
  @Operation(
      operationId = "listPresets",
      summary = "List the presets",
      description = "By name, each with its variants and their parameters.")
  public List<Preset> list() {
    return presets.all();
  }
}
