package dev.clearcut.cutout;

import dev.clearcut.access.Roles;
import dev.clearcut.cutout.CutoutService.Content;
import dev.clearcut.cutout.CutoutService.Outcome;
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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
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
  private final Estimator estimator;

  CutoutResource(CutoutService cutouts, WantedVariants wanted, Estimator estimator) {
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
              examples = "[{\"name\": \"hero\", \"format\": \"webp\", \"autocrop\": true}]")
          String variants,
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
    return answer(cutouts.create(image.uploadedFile(), fileName(image), specs));
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
  public Response addVariants(
      @RestPath String id,
      @RequestBody(
              required = true,
              content =
                  @org.eclipse.microprofile.openapi.annotations.media.Content(
                      schema = @Schema(implementation = VariantsRequest.class)))
          String body,
      @Context UriInfo uri) {
    var specs = wanted.resolve(wanted.parseBody(body));
    if (DryRun.isAskedFor(uri)) {
      return Response.ok(estimator.ofCutout(id, specs)).build();
    }
    return answer(cutouts.extend(id, specs));
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.READER)
  @Operation(operationId = "getCutout", summary = "Read a cutout")
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
          "Deletes the photo and its variants here, and at the vendor now or as soon as it can be"
              + " reached.")
  @APIResponse(responseCode = "204", description = "It is gone.")
  public void delete(@RestPath String id) {
    cutouts.delete(id);
  }

  @GET
  @Path("/{id}/variants/{name}")
  @RolesAllowed(Roles.READER)
  @Operation(operationId = "getVariant", summary = "Download a variant")
  public Response variant(@RestPath String id, @RestPath String name, @Context Request request) {
    return bytes(cutouts.variant(id, name), request);
  }

  @GET
  @Path("/{id}/source")
  @RolesAllowed(Roles.READER)
  @Operation(operationId = "getSource", summary = "Download the photo as it was sent")
  public Response source(@RestPath String id, @Context Request request) {
    return bytes(cutouts.source(id), request);
  }

  private static List<String> names(List<String> fields) {
    return fields.stream().flatMap(Pattern.compile("\\s*,\\s*")::splitAsStream).toList();
  }

  private static Response answer(Outcome outcome) {
    URI location = URI.create("/cutouts/" + outcome.cutout().id());
    return (outcome.made() ? Response.created(location) : Response.ok().location(location))
        .entity(outcome.cutout())
        .build();
  }

  private static Response bytes(Content content, Request request) {
    EntityTag tag = new EntityTag(content.sha256());
    Response.ResponseBuilder notModified = request.evaluatePreconditions(tag);
    if (notModified != null) {
      return notModified.build();
    }
    return Response.ok(content.bytes().get(), content.mediaType())
        .tag(tag)
        .header(HttpHeaders.CONTENT_LENGTH, content.size())
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + content.fileName() + "\"")
        .build();
  }

  /** The caller's file name without any path, for display only; never used to find a file. */
  private static String fileName(FileUpload image) {
    String name = image.fileName() == null ? "" : image.fileName();
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("\\p{Cntrl}", "");
    return clean.substring(Math.max(0, clean.length() - 255));
  }
}
