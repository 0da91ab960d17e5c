package dev.clearcut.devservices;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;

/** The vendor, as an application has it that writes its REST client itself. */
@RegisterRestClient(configKey = "backgroundcut")
@ClientHeaderParam(name = "Authorization", value = "Token ${backgroundcut.key}")
interface BackgroundCut {

  /** What to remove the background of, and where to put the results. */
  record Job(
      @JsonProperty("input_key") String input,
      @JsonProperty("output_variants") List<Variant> variants) {}

  /** A result that is wanted. */
  record Variant(@JsonProperty("output_key") String output) {}

  @POST
  @Path("/v3/file-ops/upload/")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  void upload(@RestForm String key, @RestForm @PartType("image/png") File file);

  @POST
  @Path("/v3/tools/ai/remove-bg/process/")
  void process(Job job);
}
