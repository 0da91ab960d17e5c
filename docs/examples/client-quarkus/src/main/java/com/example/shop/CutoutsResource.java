package com.example.shop;

import dev.clearcut.backgroundcut.BackgroundCutClient;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.CarefulProcess;
import dev.clearcut.backgroundcut.SentCalls;
import dev.clearcut.backgroundcut.model.KeyVariant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.File;
import java.net.URI;
import java.util.List;

/** A photo in, the URL of its cutout out. */
@ApplicationScoped
@Path("/cutouts")
public class CutoutsResource {

  private final CarefulProcess careful;

  CutoutsResource(BackgroundCutClient vendor) {
    // With a database: SentCalls.in(dataSource), which remembers across restarts and replicas.
    careful = new CarefulProcess(vendor, SentCalls.inMemory());
  }

  /** What a cutout answers. */
  public record Cutout(URI url) {}

  @POST
  @Consumes("image/jpeg")
  public Cutout cutOut(File photo) {
    var png = new KeyVariant(null, null, null, null, null, null, null);
    try {
      return new Cutout(careful.process(photo.toPath(), List.of(png)).get(0));
    } catch (InsufficientCredits e) {
      throw new ServiceUnavailableException("Out of credits.");
    }
  }
}
