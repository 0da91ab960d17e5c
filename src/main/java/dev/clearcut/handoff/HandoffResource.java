package dev.clearcut.handoff;

import dev.clearcut.access.Roles;
import dev.clearcut.api.HandoffsApi;
import dev.clearcut.api.model.Handoff;
import dev.clearcut.api.model.HandoffKind;
import dev.clearcut.api.model.SignedProcess;
import dev.clearcut.api.model.SignedUpload;
import dev.clearcut.backgroundcut.model.SignedRequest;
import dev.clearcut.document.StrictForm;
import dev.clearcut.handoff.Handoffs.Begun;
import dev.clearcut.handoff.Handoffs.Completed;
import dev.clearcut.handoff.Handoffs.Signed;
import dev.clearcut.problem.Problems;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Uploads straight from a browser to the vendor, without the vendor's key. */
public class HandoffResource implements HandoffsApi {

  private final Handoffs handoffs;
  private final HandoffRequests requests;
  private final InstantSource clock;

  HandoffResource(Handoffs handoffs, HandoffRequests requests, InstantSource clock) {
    this.handoffs = handoffs;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response createHandoff(String body) {
    Signed signed = handoffs.open(requests.parseWish(body));
    SignedUpload upload =
        new SignedUpload(HttpMethod.POST, signed.call().url(), "image", signed.call().expiresAt());
    return Response.created(URI.create("/handoffs/" + signed.handoff().id))
        .entity(view(signed.handoff(), upload, null))
        .build();
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Handoff getHandoff(String id) {
    return view(handoffs.get(id), null, null);
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Handoff processHandoff(String id, String body) {
    Signed signed = handoffs.process(id, requests.parseUploaded(body));
    return view(
        signed.handoff(),
        null,
        new SignedProcess(
            HttpMethod.POST,
            signed.call().url(),
            new SignedRequest(signed.call().token()),
            signed.call().expiresAt()));
  }

  @Override
  @RolesAllowed(Roles.EDITOR)
  public Response completeHandoff(String id, String body) {
    Completed completed = handoffs.complete(id, requests.parseProcessed(body));
    return Response.status(completed.made() ? Status.CREATED : Status.OK)
        .location(URI.create("/cutouts/" + completed.cutout().id()))
        .entity(completed.cutout())
        .build();
  }

  @Override
  @StrictForm
  @RolesAllowed(Roles.EDITOR)
  public Response selectHandoff(String id, FileUpload image, String uniqueFilename) {
    if (image == null) {
      throw Problems.INVALID_REQUEST.with(
          "The part \"image\" is missing. Send the photo that the browser has sent to the vendor as"
              + " multipart/form-data.");
    }
    Begun begun =
        handoffs.select(id, image.uploadedFile(), requests.uniqueFilename(uniqueFilename));
    return Response.status(begun.made() ? Status.CREATED : Status.OK)
        .location(URI.create("/selections/" + begun.selection().id()))
        .entity(begun.selection())
        .build();
  }

  private Handoff view(HandoffEntity handoff, SignedUpload upload, SignedProcess process) {
    return new Handoff(
        handoff.id,
        handoff.kind,
        handoff.status(clock.instant()),
        handoff.createdAt,
        List.copyOf(handoffs.wanted(handoff).keySet()),
        handoffs.price(handoff),
        upload,
        process,
        handoff.cutoutId == null ? null : "/cutouts/" + handoff.cutoutId,
        handoff.cutoutId == null || handoff.kind != HandoffKind.SELECTION
            ? null
            : "/selections/" + handoff.cutoutId);
  }
}
