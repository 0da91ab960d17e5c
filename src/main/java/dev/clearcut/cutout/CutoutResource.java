package dev.clearcut.cutout;

import dev.clearcut.access.Roles;
import dev.clearcut.api.CutoutsApi;
import dev.clearcut.api.model.Cutout;
import dev.clearcut.api.model.CutoutPage;
import dev.clearcut.api.model.Estimate;
import dev.clearcut.api.model.VariantStatus;
import dev.clearcut.api.model.VariantsRequest;
import dev.clearcut.cutout.CutoutService.Outcome;
import dev.clearcut.document.StrictForm;
import dev.clearcut.idempotency.IdempotentRequests;
import dev.clearcut.idempotency.RepeatableRequest;
import dev.clearcut.photo.PhotoUrls;
import dev.clearcut.photo.SentPhoto;
import dev.clearcut.problem.Problems;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.variant.WantedVariants;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Photos in, durable variants out. */
@StrictForm
public class CutoutResource implements CutoutsApi {

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final CutoutService cutouts;
  private final CutoutPages pages;
  private final PhotoUrls photos;
  private final WantedVariants wanted;
  private final Estimator estimator;
  private final IdempotentRequests idempotency;

  CutoutResource(
      CutoutService cutouts,
      CutoutPages pages,
      PhotoUrls photos,
      WantedVariants wanted,
      Estimator estimator,
      IdempotentRequests idempotency) {
    this.cutouts = cutouts;
    this.pages = pages;
    this.photos = photos;
    this.wanted = wanted;
    this.estimator = estimator;
    this.idempotency = idempotency;
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response createCutout(
      Boolean dryRun,
      List<String> prefer,
      List<String> idempotencyKey,
      FileUpload image,
      String imageUrl,
      List<String> presets,
      String variants) {
    SentPhoto photo = photos.sent(image, imageUrl);
    Map<String, VariantSpec> specs =
        wanted.resolve(new VariantsRequest(names(presets), wanted.parseVariants(variants)));
    if (dryRun) {
      return Response.ok(photo.<Estimate>use(file -> estimator.ofPhoto(file, specs))).build();
    }
    Preferences preferences = Preferences.of(prefer);
    return idempotency.once(
        idempotencyKey,
        new RepeatableRequest(
            photo.file(), "POST /cutouts", photo.origin(), String.join("\n", presets), variants),
        () ->
            answer(
                photo.use(file -> cutouts.create(file, photo.fileName(), specs, preferences)),
                preferences));
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response addVariants(
      String id, String body, Boolean dryRun, List<String> prefer, List<String> idempotencyKey) {
    Map<String, VariantSpec> specs = wanted.resolve(wanted.parseBody(body));
    if (dryRun) {
      return Response.ok(estimator.ofCutout(id, specs)).build();
    }
    Preferences preferences = Preferences.of(prefer);
    return idempotency.once(
        idempotencyKey,
        new RepeatableRequest(Optional.empty(), "POST /cutouts/{id}/variants", id, body),
        () -> answer(cutouts.extend(id, specs, preferences), preferences));
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response listCutouts(
      String cursor,
      Integer limit,
      VariantStatus status,
      String preset,
      String variant,
      Instant createdAfter,
      Instant createdBefore,
      String sha256,
      String fileName) {
    CutoutPage page =
        pages.page(
            cursor, limit, status, preset, variant, createdAfter, createdBefore, sha256, fileName);
    Response.ResponseBuilder answer = Response.ok(page);
    return page.next() == null
        ? answer.build()
        : answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(page.next())).build();
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Cutout getCutout(String id) {
    return cutouts.get(id);
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public void deleteCutout(String id) {
    cutouts.delete(id);
  }

  private static List<String> names(List<String> fields) {
    return fields.stream().flatMap(COMMA::splitAsStream).toList();
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
}
