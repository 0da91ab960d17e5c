package dev.clearcut.cutout;

import dev.clearcut.access.Roles;
import dev.clearcut.problem.CanAnswer;
import dev.clearcut.problem.Problems;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The cutouts there are, page by page. */
@Path("/cutouts")
@Tag(name = "Cutouts")
@EndpointDisabled(name = "clearcut.service.enabled", stringValue = "false")
public class CutoutListResource {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST = 100;

  private final CutoutRepository repository;
  private final CutoutViews views;
  private final Presets presets;

  CutoutListResource(CutoutRepository repository, CutoutViews views, Presets presets) {
    this.repository = repository;
    this.views = views;
    this.presets = presets;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.READER)
  @Operation(
      operationId = "listCutouts",
      summary = "List cutouts",
      description =
          "Newest first. Follow `next` until there is none; pages stay what they are however many"
              + " cutouts are made meanwhile. Filters are joined with \"and\".")
  @APIResponse(
      responseCode = "200",
      description = "A page.",
      headers =
          @Header(
              name = "Link",
              description = "The next page (RFC 8288), absent on the last.",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      examples = "</cutouts?limit=20&cursor=MjAyNi0x>; rel=\"next\"")),
      content = @Content(schema = @Schema(implementation = CutoutPage.class)))
  @CanAnswer({Problems.INVALID_REQUEST, Problems.DATABASE_UNAVAILABLE})
  public Response list(
      @RestQuery
          @Parameter(
              description = "Where to go on: from `next` of the page before; opaque.",
              schema = @Schema(implementation = String.class))
          String cursor,
      @RestQuery
          @Parameter(
              description = "Most cutouts on a page.",
              schema =
                  @Schema(
                      implementation = Integer.class,
                      minimum = "1",
                      maximum = "100",
                      defaultValue = "20"))
          String limit,
      @RestQuery
          @Parameter(
              description = "How far the variants of a cutout are, together.",
              schema = @Schema(implementation = VariantStatus.class))
          String status,
      @RestQuery @Parameter(description = "With all variants of this preset.", example = "amazon")
          String preset,
      @RestQuery @Parameter(description = "With a variant of this name.", example = "hero")
          String variant,
      @RestQuery
          @Parameter(
              description = "Made later than this.",
              schema = @Schema(implementation = Instant.class))
          String createdAfter,
      @RestQuery
          @Parameter(
              description = "Made earlier than this.",
              schema = @Schema(implementation = Instant.class))
          String createdBefore,
      @RestQuery
          @Parameter(
              description = "Of the photo with this hash.",
              schema = @Schema(pattern = "[0-9A-Fa-f]{64}"))
          String sha256,
      @RestQuery
          @Parameter(description = "Part of the photo's file name, in any case.", example = "cof")
          String fileName,
      @Context UriInfo uri) {
    int most = limit(limit);
    CutoutFilter filter =
        new CutoutFilter(
            status(status),
            variants(preset, variant),
            instant("createdAfter", createdAfter),
            instant("createdBefore", createdBefore),
            sha256(sha256),
            fileName(fileName),
            isGiven(cursor) ? Cursor.parse(cursor) : null);
    List<CutoutEntity> found = repository.list(filter, most + 1);
    if (found.size() <= most) {
      return Response.ok(new CutoutPage(views.of(found), null)).build();
    }
    List<CutoutEntity> page = found.subList(0, most);
    URI next = next(uri, most, Cursor.of(page.get(most - 1)));
    return Response.ok(new CutoutPage(views.of(page), next))
        .header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next))
        .build();
  }

  private static URI next(UriInfo uri, int limit, Cursor cursor) {
    UriBuilder next = UriBuilder.fromPath("/cutouts");
    uri.getQueryParameters().forEach((name, values) -> next.queryParam(name, values.toArray()));
    return next.replaceQueryParam("limit", limit)
        .replaceQueryParam("cursor", cursor.toString())
        .build();
  }

  private static boolean isGiven(String parameter) {
    return parameter != null && !parameter.isEmpty();
  }

  private static int limit(String limit) {
    if (!isGiven(limit)) {
      return DEFAULT_LIMIT;
    }
    if (!limit.matches("\\d{1,3}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > MOST) {
      throw Problems.INVALID_REQUEST.with("limit must be a whole number from 1 to " + MOST + ".");
    }
    return Integer.parseInt(limit);
  }

  private static VariantStatus status(String status) {
    if (!isGiven(status)) {
      return null;
    }
    return Arrays.stream(VariantStatus.values())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(status))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.INVALID_REQUEST.with(
                    "status: \"%s\" is not one of pending, ready, failed.".formatted(status)));
  }

  private Set<String> variants(String preset, String variant) {
    Set<String> names = new HashSet<>();
    if (isGiven(preset)) {
      names.addAll(presets.variants(preset).keySet());
    }
    if (isGiven(variant)) {
      if (!variant.matches(VariantRequest.NAME_PATTERN)) {
        throw Problems.INVALID_REQUEST.with(
            "variant must be 1 to 63 lower-case letters, digits and hyphens.");
      }
      names.add(variant);
    }
    return names;
  }

  private static Instant instant(String field, String text) {
    if (!isGiven(text)) {
      return null;
    }
    try {
      return Times.parse(text);
    } catch (DateTimeException e) {
      throw Problems.INVALID_REQUEST.with(field + " must be a time such as 2026-11-21T05:47:38Z.");
    }
  }

  private static String fileName(String part) {
    if (!isGiven(part)) {
      return null;
    }
    if (part.length() > 255 || part.chars().anyMatch(Character::isISOControl)) {
      throw Problems.INVALID_REQUEST.with(
          "fileName must be at most 255 characters, none of them a control character.");
    }
    return part;
  }

  private static String sha256(String sha256) {
    if (!isGiven(sha256)) {
      return null;
    }
    if (!sha256.matches("[0-9A-Fa-f]{64}")) {
      throw Problems.INVALID_REQUEST.with("sha256 must be 64 hexadecimal digits.");
    }
    return sha256;
  }
}
