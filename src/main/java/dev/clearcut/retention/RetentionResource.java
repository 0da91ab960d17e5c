package dev.clearcut.retention;

import dev.clearcut.access.Roles;
import dev.clearcut.problem.CanAnswer;
import dev.clearcut.problem.Problems;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Deletion by age. */
@Path("/retention/runs")
@Tag(name = "Retention", description = "Deletion by age.")
@EndpointDisabled(name = "clearcut.service.enabled", stringValue = "false")
public class RetentionResource {

  private final Retention retention;

  RetentionResource(Retention retention) {
    this.retention = retention;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "runRetention",
      summary = "Delete cutouts that are too old, or say which ones",
      description =
          "Deletes cutouts that were first made longer ago than `clearcut.retention.keep`, the"
              + " oldest first and at most 500; each here and at the vendor. A dry run deletes"
              + " nothing. The same happens by itself every `clearcut.retention.every`.")
  @CanAnswer({Problems.INVALID_REQUEST, Problems.DATABASE_UNAVAILABLE})
  public RetentionRun run(
      @RestQuery
          @DefaultValue("false")
          @Parameter(
              description = "Whether to say only what would be deleted.",
              schema = @Schema(implementation = Boolean.class, defaultValue = "false"),
              example = "true")
          String dryRun,
      @RestQuery
          @Parameter(
              description =
                  "In a dry run: how long cutouts would be kept, as an ISO 8601 duration;"
                      + " `clearcut.retention.keep` when left out.",
              schema = @Schema(type = SchemaType.STRING, format = "duration"),
              example = "P90D")
          String keep) {
    boolean dry = flag(dryRun);
    if (keep != null && !dry) {
      throw Problems.INVALID_REQUEST.with(
          "The parameter \"keep\" is for a dry run. What is deleted is decided by"
              + " clearcut.retention.keep alone.");
    }
    Duration age = keep == null ? configured() : duration(keep);
    return dry ? retention.dryRun(age) : retention.run(age);
  }

  private Duration configured() {
    return retention
        .keep()
        .orElseThrow(
            () ->
                Problems.INVALID_REQUEST.with(
                    "Cutouts are kept for ever: clearcut.retention.keep is not set. To see what a"
                        + " setting would delete, ask with dryRun=true&keep=P90D."));
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Problems.INVALID_REQUEST.with("The parameter \"dryRun\" must be true or false.");
    };
  }

  private static Duration duration(String text) {
    try {
      Duration keep = Duration.parse(text);
      if (!keep.isNegative() && keep.toDays() <= 36_500) {
        return keep;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw Problems.INVALID_REQUEST.with(
        "The parameter \"keep\" must be an ISO 8601 duration of up to 36500 days, such as P90D or"
            + " PT12H.");
  }
}
