package dev.clearcut.cutout;

import dev.clearcut.access.Roles;
import dev.clearcut.problem.CanAnswer;
import dev.clearcut.problem.Problems;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The bytes of photos and variants. {@link BytesDocument} describes the answers. */
@Path("/cutouts/{id}")
@Tag(name = "Cutouts")
@EndpointDisabled(name = "clearcut.service.enabled", stringValue = "false")
public class CutoutBytesResource {

  private final Contents contents;
  private final ContentSender sender;

  CutoutBytesResource(Contents contents, ContentSender sender) {
    this.contents = contents;
    this.sender = sender;
  }

  @GET
  @Path("/variants/{name}")
  @RolesAllowed(Roles.READER)
  @Operation(operationId = "getVariant", summary = "Download a variant")
  @CanAnswer({
    Problems.NO_SUCH_RESOURCE,
    Problems.RANGE_NOT_SATISFIABLE,
    Problems.DATABASE_UNAVAILABLE,
    Problems.STORAGE_UNAVAILABLE
  })
  public Response variant(
      @RestPath String id,
      @RestPath String name,
      @Context Request request,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    return sender.send(contents.variant(id, name), request, headers, uri);
  }

  @HEAD
  @Path("/variants/{name}")
  @RolesAllowed(Roles.READER)
  @Operation(
      operationId = "headVariant",
      summary = "Read the headers of a variant",
      description = "As GET would answer, without the bytes.")
  @CanAnswer({Problems.NO_SUCH_RESOURCE, Problems.DATABASE_UNAVAILABLE})
  public Response variantHeaders(
      @RestPath String id,
      @RestPath String name,
      @Context Request request,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    return sender.headers(contents.variant(id, name), request, headers, uri);
  }

  @GET
  @Path("/source")
  @RolesAllowed(Roles.READER)
  @Operation(operationId = "getSource", summary = "Download the photo as it was sent")
  @CanAnswer({
    Problems.NO_SUCH_RESOURCE,
    Problems.RANGE_NOT_SATISFIABLE,
    Problems.DATABASE_UNAVAILABLE,
    Problems.STORAGE_UNAVAILABLE
  })
  public Response source(
      @RestPath String id,
      @Context Request request,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    return sender.send(contents.source(id), request, headers, uri);
  }

  @HEAD
  @Path("/source")
  @RolesAllowed(Roles.READER)
  @Operation(
      operationId = "headSource",
      summary = "Read the headers of the photo",
      description = "As GET would answer, without the bytes.")
  @CanAnswer({Problems.NO_SUCH_RESOURCE, Problems.DATABASE_UNAVAILABLE})
  public Response sourceHeaders(
      @RestPath String id,
      @Context Request request,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    return sender.headers(contents.source(id), request, headers, uri);
  }
}
