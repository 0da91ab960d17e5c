package dev.clearcut.batch;

import static java.util.function.Predicate.not;

import dev.clearcut.access.Roles;
import dev.clearcut.api.BatchesApi;
import dev.clearcut.api.model.BatchItem;
import dev.clearcut.api.model.BatchPage;
import dev.clearcut.api.model.BatchRequest;
import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemPage;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.api.model.VariantsRequest;
import dev.clearcut.batch.Batches.Filled;
import dev.clearcut.cutout.Preferences;
import dev.clearcut.document.StrictForm;
import dev.clearcut.download.Downloads;
import dev.clearcut.idempotency.IdempotentRequests;
import dev.clearcut.idempotency.RepeatableRequest;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.variant.WantedVariants;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Many photos, one job. */
public class BatchResource implements BatchesApi {

  private final Batches batches;
  private final BatchRequests requests;
  private final BatchPages pages;
  private final BatchViews views;
  private final BatchEvents events;
  private final BatchArchive archive;
  private final Downloads downloads;
  private final WantedVariants wanted;
  private final IdempotentRequests idempotency;

  BatchResource(
      Batches batches,
      BatchRequests requests,
      BatchPages pages,
      BatchViews views,
      BatchEvents events,
      BatchArchive archive,
      Downloads downloads,
      WantedVariants wanted,
      IdempotentRequests idempotency) {
    this.batches = batches;
    this.requests = requests;
    this.pages = pages;
    this.views = views;
    this.events = events;
    this.archive = archive;
    this.downloads = downloads;
    this.wanted = wanted;
    this.idempotency = idempotency;
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response createBatch(String body, Boolean dryRun, List<String> idempotencyKey) {
    BatchRequest request = requests.parse(body);
    Map<String, VariantSpec> variants =
        wanted.resolve(new VariantsRequest(request.presets(), request.variants()));
    requests.check(request.items());
    if (dryRun) {
      return Response.ok(batches.estimate(variants, List.of(), request.items().size())).build();
    }
    return idempotency.once(
        idempotencyKey,
        new RepeatableRequest(Optional.empty(), "POST /batches", body),
        () -> created(Status.CREATED, batches.open(request.name(), variants, request.items())));
  }

  /** The short form; the document has it under {@code createBatch}. */
  @POST
  @Path("/batches")
  @StrictForm
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.EDITOR)
  public Response createBatchOfPhotos(
      @RestForm("image") List<FileUpload> images,
      @RestForm("imageUrl") List<String> named,
      @RestForm("name") String name,
      @RestForm("preset") List<String> presets,
      @RestForm("variants") String own,
      @DefaultValue("false") @QueryParam("dryRun") Boolean dryRun,
      @HeaderParam("Idempotency-Key") List<String> idempotencyKey) {
    List<String> imageUrls = named.stream().filter(not(String::isBlank)).toList();
    requests.checkPhotos(images, imageUrls);
    requests.checkName(name);
    Map<String, VariantSpec> variants = requests.variants(presets, own);
    if (dryRun) {
      return Response.ok(
              batches.estimate(
                  variants,
                  images.stream().map(FileUpload::uploadedFile).toList(),
                  imageUrls.size()))
          .build();
    }
    return idempotency.once(
        idempotencyKey,
        requests.repeatable(images, imageUrls, name, presets, own),
        () -> created(Status.ACCEPTED, requests.startAtOnce(images, imageUrls, name, variants)));
  }

  private Response created(Status status, BatchEntity batch) {
    return Response.status(status)
        .location(URI.create("/batches/" + batch.id))
        .entity(views.of(batch))
        .build();
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response listBatches(String cursor, Integer limit, BatchStatus status) {
    BatchPage page = pages.batches(cursor, limit, status);
    Response.ResponseBuilder answer = Response.ok(page);
    return page.next() == null
        ? answer.build()
        : answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(page.next())).build();
  }

  @Override
  @Blocking
  @RolesAllowed(Roles.READER)
  public Uni<Response> getBatch(String id, List<String> ifNoneMatch, List<String> prefer) {
    return pages
        .whenChanged(id, ifNoneMatch, Preferences.of(prefer))
        .map(batch -> unlessKnown(batch, ifNoneMatch));
  }

  private Response unlessKnown(BatchEntity batch, List<String> ifNoneMatch) {
    String tag = BatchPages.tag(batch);
    return BatchPages.isKnown(tag, ifNoneMatch)
        ? Response.notModified().header(HttpHeaders.ETAG, tag).build()
        : Response.ok(views.of(batch)).header(HttpHeaders.ETAG, tag).build();
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public void deleteBatch(String id) {
    batches.delete(id);
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response startBatch(String id, Boolean skipMissing) {
    return answer(Status.ACCEPTED, batches.start(id, skipMissing));
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response pauseBatch(String id) {
    return answer(Status.OK, batches.pause(id));
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response resumeBatch(String id) {
    return answer(Status.ACCEPTED, batches.resume(id));
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response cancelBatch(String id) {
    return answer(Status.OK, batches.cancel(id));
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response retryBatch(String id) {
    return answer(Status.ACCEPTED, batches.retry(id));
  }

  private Response answer(Status status, BatchEntity batch) {
    return Response.status(status)
        .header(HttpHeaders.ETAG, BatchPages.tag(batch))
        .entity(views.of(batch))
        .build();
  }

  @Override
  @RolesAllowed(Roles.READER)
  public ItemPage listItems(String id, ItemStatus status, Integer after, Integer limit) {
    return pages.items(id, status, after, limit);
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response putItem(String id, String ref, File photo, List<String> reprDigest) {
    requests.checkDigest(photo.toPath(), reprDigest);
    Filled filled = batches.fill(id, ref, photo.toPath());
    BatchItem item = BatchViews.of(filled.item());
    return Response.status(filled.stored() ? Status.CREATED : Status.OK).entity(item).build();
  }

  @Override
  @Blocking
  @RolesAllowed(Roles.READER)
  public Multi<OutboundSseEvent> batchEvents(String id, String after, List<String> lastEventId) {
    String last = lastEventId.isEmpty() ? after : lastEventId.get(0);
    return events.of(pages.batch(id), last == null ? "" : last.strip());
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response getArchive(
      String id, List<String> range, List<String> ifRange, List<String> ifNoneMatch) {
    return downloads.send(archive.of(id), range, ifRange, ifNoneMatch);
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response headArchive(String id, List<String> ifNoneMatch) {
    return downloads.headers(archive.of(id), ifNoneMatch);
  }
}
