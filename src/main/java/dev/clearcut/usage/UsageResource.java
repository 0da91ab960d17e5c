package dev.clearcut.usage;

import dev.clearcut.access.Roles;
import dev.clearcut.problem.CanAnswer;
import dev.clearcut.problem.Problems;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What was paid for what. */
@Path("/usage")
@Tag(name = "Usage", description = "What was paid for what.")
@EndpointDisabled(name = "clearcut.service.enabled", stringValue = "false")
public class UsageResource {

  private final UsageReport report;

  UsageResource(UsageReport report) {
    this.report = report;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, UsageCsv.MEDIA_TYPE})
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "getUsage",
      summary = "Read what was spent and saved",
      description =
          "Credits by day, operation and outcome: spent, saved by reuse, and avoided by looking"
              + " before paying again. As JSON, or with `Accept: text/csv` the lines as CSV.")
  @APIResponse(
      responseCode = "200",
      description = "The usage.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Usage.class)),
        @Content(mediaType = UsageCsv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
      })
  @CanAnswer({Problems.INVALID_REQUEST, Problems.DATABASE_UNAVAILABLE})
  public Usage usage(
      @RestQuery
          @Parameter(
              description = "First day, ISO 8601. 30 days up to `to` when left out.",
              schema = @Schema(implementation = LocalDate.class),
              example = "2026-11-01")
          String from,
      @RestQuery
          @Parameter(
              description = "Last day, ISO 8601; today when left out. At most 366 days in all.",
              schema = @Schema(implementation = LocalDate.class),
              example = "2026-11-21")
          String to) {
    return report.between(from, to);
  }
}
