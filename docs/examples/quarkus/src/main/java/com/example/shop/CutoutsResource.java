package com.example.shop;

import com.example.shop.BackgroundCut.FileKey;
import com.example.shop.BackgroundCut.Job;
import com.example.shop.BackgroundCut.PublicUrl;
import com.example.shop.BackgroundCut.Variant;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.io.File;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A photo in, the URL of its cutout out. */
@Path("/cutouts")
class CutoutsResource {

  private final BackgroundCut vendor;

  CutoutsResource(@RestClient BackgroundCut vendor) {
    this.vendor = vendor;
  }

  @POST
  @Consumes("image/jpeg")
  public PublicUrl cutOut(File photo) {
    String job = UUID.randomUUID().toString();
    String output = job + "/cutout.png";
    vendor.upload(job + "/photo.jpg", photo);
    try {
      vendor.process(new Job(job + "/photo.jpg", List.of(new Variant(output))));
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() == Status.PAYMENT_REQUIRED.getStatusCode()) {
        throw new WebApplicationException("Out of credits.", Status.SERVICE_UNAVAILABLE);
      }
      throw e;
    }
    return vendor.publicUrl(new FileKey(output));
  }
}
