package dev.clearcut.selection;

import dev.clearcut.access.Roles;
import dev.clearcut.api.SelectionsApi;
import dev.clearcut.api.model.PointsRequest;
import dev.clearcut.api.model.Selection;
import dev.clearcut.cutout.CutoutService.WithSelected;
import dev.clearcut.document.StrictForm;
import dev.clearcut.download.Downloads;
import dev.clearcut.idempotency.IdempotentRequests;
import dev.clearcut.idempotency.RepeatableRequest;
import dev.clearcut.photo.PhotoUrls;
import dev.clearcut.photo.SentPhoto;
import dev.clearcut.selection.Selections.Begun;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** What to cut out is pointed at. */
public class SelectionResource implements SelectionsApi {

  private final Selections selections;
  private final SelectionRequests requests;
  private final PhotoUrls photos;
  private final Downloads downloads;
  private final IdempotentRequests idempotency;

  SelectionResource(
      Selections selections,
      SelectionRequests requests,
      PhotoUrls photos,
      Downloads downloads,
      IdempotentRequests idempotency) {
    this.selections = selections;
    this.requests = requests;
    this.photos = photos;
    this.downloads = downloads;
    this.idempotency = idempotency;
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response createSelection(String body, List<String> idempotencyKey) {
    String cutout = requests.cutout(body);
    return idempotency.once(
        idempotencyKey,
        new RepeatableRequest(Optional.empty(), "POST /selections", cutout),
        () -> answer(selections.begin(cutout)));
  }

  /** With a photo; the document has it under {@code createSelection}. */
  @POST
  @Path("/selections")
  @StrictForm
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.EDITOR)
  public Response createSelectionOfPhoto(
      @RestForm("image") FileUpload image,
      @RestForm("imageUrl") String imageUrl,
      @HeaderParam("Idempotency-Key") List<String> idempotencyKey) {
    SentPhoto photo = photos.sent(image, imageUrl);
    return idempotency.once(
        idempotencyKey,
        new RepeatableRequest(photo.file(), "POST /selections", photo.origin()),
        () -> answer(photo.use(file -> selections.begin(file, photo.fileName()))));
  }

  private static Response answer(Begun begun) {
    return Response.status(begun.started() ? Status.CREATED : Status.OK)
        .location(URI.create("/selections/" + begun.selection().id))
        .entity(view(begun.selection()))
        .build();
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Selection getSelection(String id) {
    return view(selections.get(id));
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Selection putPoints(String id, String body) {
    PointsRequest request = requests.points(body);
    Points points = SelectionRequests.on(selections.get(id), request);
    return view(selections.point(id, points, request.renew()));
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Response getSelectionImage(
      String id,
      List<String> range,
      List<String> ifRange,
      List<String> ifNoneMatch,
      String download) {
    return downloads.send(selections.picture(id), range, ifRange, ifNoneMatch);
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response finishSelection(String id, String body) {
    WithSelected kept = selections.finish(id, requests.name(body));
    return Response.status(kept.made() ? Status.CREATED : Status.OK)
        .location(URI.create("/cutouts/" + kept.cutout().id()))
        .entity(kept.cutout())
        .build();
  }

  static Selection view(SelectionEntity row) {
    Points points = Points.of(row.points);
    return new Selection(
        row.id,
        row.cutoutId,
        row.width,
        row.height,
        row.credits,
        row.startedAt,
        row.expiresAt,
        row.shownNumber,
        points.keep(),
        points.leave(),
        row.objectKey == null ? null : "/selections/%s/image".formatted(row.id));
  }
}
