package dev.clearcut.cutout;

import static dev.clearcut.problem.Problems.BUDGET_EXHAUSTED;
import static dev.clearcut.problem.Problems.CUTOUT_BUSY;
import static dev.clearcut.problem.Problems.DATABASE_UNAVAILABLE;
import static dev.clearcut.problem.Problems.IDEMPOTENCY_KEY_IN_USE;
import static dev.clearcut.problem.Problems.IDEMPOTENCY_KEY_REUSED;
import static dev.clearcut.problem.Problems.INSUFFICIENT_CREDITS;
import static dev.clearcut.problem.Problems.INVALID_REQUEST;
import static dev.clearcut.problem.Problems.NO_SUCH_RESOURCE;
import static dev.clearcut.problem.Problems.STILL_BEING_MADE;
import static dev.clearcut.problem.Problems.STORAGE_UNAVAILABLE;
import static dev.clearcut.problem.Problems.TOO_MUCH_WORK;
import static dev.clearcut.problem.Problems.UNFINISHED;
import static dev.clearcut.problem.Problems.UNUSABLE_PHOTO;
import static dev.clearcut.problem.Problems.VARIANT_NAME_TAKEN;
import static dev.clearcut.problem.Problems.VENDOR_FAILED;
import static dev.clearcut.problem.Problems.VENDOR_KEY_REJECTED;
import static dev.clearcut.problem.Problems.VENDOR_NOT_ANSWERING;
import static dev.clearcut.problem.Problems.VENDOR_RATE_LIMITED;
import static dev.clearcut.problem.Problems.VENDOR_REFUSED_PHOTO;
import static dev.clearcut.problem.Problems.VENDOR_UNAVAILABLE;

import dev.clearcut.access.Roles;
import dev.clearcut.cutout.CutoutService.Outcome;
import dev.clearcut.idempotency.IdempotentRequests;
import dev.clearcut.idempotency.Request;
import dev.clearcut.problem.CanAnswer;
import dev.clearcut.problem.Problems;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Photos in, durable variants out. */
@Path("/cutouts")
@Tag(name = "Cutouts", description = "Photos in, durable variants out.")
@EndpointDisabled(name = "clearcut.service.enabled", stringValue = "false")
public class CutoutResource {

  private final CutoutService cutouts;
  private final WantedVariants wanted;
  private final IdempotentRequests idempotency;
  private final Estimator estimator;

  CutoutResource(
      CutoutService cutouts,
      WantedVariants wanted,
      Estimator estimator,
      IdempotentRequests idempotency) {
    this.idempotency = idempotency;
    this.cutouts = cutouts;
    this.wanted = wanted;
    this.estimator = estimator;
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.APPLICATION_JSON)
  @Parameter(
      name = DryRun.PARAMETER,
      in = ParameterIn.QUERY,
      description = DryRun.DESCRIPTION,
      schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
  @RolesAllowed(Roles.EDITOR)
  @Operation(
      operationId = "createCutout",
      summary = "Make a cutout of a photo",
      description =
          "Removes the background of `image` and keeps one result for each variant of each `preset`"
              + " and of `variants`. The same photo with the same parameters again costs nothing"
              + " and answers 200.")
  @APIResponseSchema(
      value = Cutout.class,
      responseCode = "201",
      responseDescription = "Something new was made; `Location` names the cutout.")
  @APIResponse(
      responseCode = "200",
      description = "Everything asked for was already there; or, of a dry run, the estimate.",
      content =
          @org.eclipse.microprofile.openapi.annotations.media.Content(
              schema = @Schema(oneOf = {Cutout.class, Estimate.class})))
  @CanAnswer({
    INVALID_REQUEST,
    BUDGET_EXHAUSTED,
    VARIANT_NAME_TAKEN,
    UNUSABLE_PHOTO,
    VENDOR_REFUSED_PHOTO,
    IDEMPOTENCY_KEY_IN_USE,
    IDEMPOTENCY_KEY_REUSED,
    TOO_MUCH_WORK,
    VENDOR_KEY_REJECTED,
    VENDOR_FAILED,
    INSUFFICIENT_CREDITS,
    UNFINISHED,
    STILL_BEING_MADE,
    DATABASE_UNAVAILABLE,
    STORAGE_UNAVAILABLE,
    VENDOR_RATE_LIMITED,
    VENDOR_UNAVAILABLE,
    VENDOR_NOT_ANSWERING
  })
  public Response create(
      @RestForm("image")
          @Schema(
              type = SchemaType.STRING,
              format = "binary",
              description = "The photo: JPEG, PNG, WebP, AVIF or HEIC.")
          FileUpload image,
      @RestForm("preset")
          @Schema(
              description =
                  "Names from GET /presets: repeat the field, or separate them by commas."
                      + " `transparent` when nothing is named.",
              examples = "[\"transparent\", \"amazon\"]")
          List<String> presets,
      @RestForm("variants")
          @Schema(
              description = "Variants of your own, as a JSON array.",
              examples = "\"[{\\\"name\\\": \\\"hero\\\", \\\"format\\\": \\\"webp\\\"}]\"")
          String variants,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    if (image == null) {
      throw Problems.INVALID_REQUEST.with(
          "The part \"image\" is missing. Send the photo as multipart/form-data, for example: curl"
              + " -F image=@photo.jpg -F preset=transparent …");
    }
    var specs = wanted.resolve(new VariantsRequest(names(presets), wanted.parseVariants(variants)));
    if (DryRun.isAskedFor(uri)) {
      return Response.ok(estimator.ofPhoto(image.uploadedFile(), specs)).build();
    }
    java.nio.file.Path photo = image.uploadedFile();
    String fileName = fileName(image);
    Preferences preferences = preferences(headers);
    return idempotently(
        headers,
        new Request(
            Optional.of(photo), "POST /cutouts", fileName, String.join("\n", presets), variants),
        () -> answer(cutouts.create(photo, fileName, specs, preferences), preferences));
  }

  @POST
  @Path("/{id}/variants")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Parameter(
      name = DryRun.PARAMETER,
      in = ParameterIn.QUERY,
      description = DryRun.DESCRIPTION,
      schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
  @RolesAllowed(Roles.EDITOR)
  @Operation(
      operationId = "addVariants",
      summary = "Make more variants of the same photo",
      description = "The photo is not sent again, even when the vendor has forgotten it.")
  @APIResponseSchema(
      value = Cutout.class,
      responseCode = "201",
      responseDescription = "Something new was made; `Location` names the cutout.")
  @APIResponse(
      responseCode = "200",
      description = "Everything asked for was already there; or, of a dry run, the estimate.",
      content =
          @org.eclipse.microprofile.openapi.annotations.media.Content(
              schema = @Schema(oneOf = {Cutout.class, Estimate.class})))
  @CanAnswer({
    INVALID_REQUEST,
    BUDGET_EXHAUSTED,
    NO_SUCH_RESOURCE,
    VARIANT_NAME_TAKEN,
    VENDOR_REFUSED_PHOTO,
    IDEMPOTENCY_KEY_IN_USE,
    IDEMPOTENCY_KEY_REUSED,
    TOO_MUCH_WORK,
    VENDOR_KEY_REJECTED,
    VENDOR_FAILED,
    INSUFFICIENT_CREDITS,
    UNFINISHED,
    STILL_BEING_MADE,
    DATABASE_UNAVAILABLE,
    STORAGE_UNAVAILABLE,
    VENDOR_RATE_LIMITED,
    VENDOR_UNAVAILABLE,
    VENDOR_NOT_ANSWERING
  })
  public Response addVariants(
      @RestPath String id,
      @RequestBody(
              required = true,
              content =
                  @org.eclipse.microprofile.openapi.annotations.media.Content(
                      schema = @Schema(implementation = VariantsRequest.class)))
          String body,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    var specs = wanted.resolve(wanted.parseBody(body));
    if (DryRun.isAskedFor(uri)) {
      return Response.ok(estimator.ofCutout(id, specs)).build();
    }
    Preferences preferences = preferences(headers);
    return idempotently(
        headers,
        new Request(Optional.empty(), "POST /cutouts/{id}/variants", id, body),
        () -> answer(cutouts.extend(id, specs, preferences), preferences));
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.READER)
  @Operation(
      operationId = "getCutout",
      summary = "Read a cutout",
      description = "The photo, its variants and what they cost.")
  @CanAnswer({NO_SUCH_RESOURCE, DATABASE_UNAVAILABLE})
  public Cutout get(@RestPath String id) {
    return cutouts.get(id);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Roles.EDITOR)
  @Operation(
      operationId = "deleteCutout",
      summary = "Delete a cutout",
      description =
          "Deletes the photo and its variants. The answer does not wait for the store and the"
              + " vendor: their files are deleted in the background, at once or as soon as they can"
              + " be reached.")
  @APIResponse(responseCode = "204", description = "It is gone; nobody can read it any more.")
  @CanAnswer({NO_SUCH_RESOURCE, CUTOUT_BUSY, DATABASE_UNAVAILABLE})
  public void delete(@RestPath String id) {
    cutouts.delete(id);
  }

  private static List<String> names(List<String> fields) {
    return fields.stream().flatMap(Pattern.compile("\\s*,\\s*")::splitAsStream).toList();
  }

  private Response idempotently(HttpHeaders headers, Request request, Supplier<Response> work) {
    return idempotency.once(headers.getHeaderString(IdempotentRequests.HEADER), request, work);
  }

  private static Preferences preferences(HttpHeaders headers) {
    return Preferences.of(headers.getRequestHeader("Prefer"));
  }

  private static Response answer(Outcome outcome, Preferences preferences) {
    URI location = URI.create("/cutouts/" + outcome.cutout().id());
    Response.ResponseBuilder answer =
        outcome.ready()
            ? Response.status(outcome.made() ? Status.CREATED : Status.OK)
            : Response.accepted()
                .header(HttpHeaders.RETRY_AFTER, Problems.seconds(outcome.comeBackAfter()))
                .header("Preference-Applied", preferences);
    return answer.location(location).entity(outcome.cutout()).build();
  }

  /** The caller's file name without any path, for display only; never used to find a file. */
  private static String fileName(FileUpload image) {
    String name = image.fileName() == null ? "" : image.fileName();
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("\\p{Cntrl}", "");
    return clean.substring(Math.max(0, clean.length() - 255));
  }
}
