package dev.clearcut.mock.space;

import dev.clearcut.backgroundcut.api.PublicFilesApi;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import io.quarkus.arc.profile.UnlessBuildProfile;
import java.nio.file.Path;
import org.jboss.resteasy.reactive.RestResponse;

/** The vendor's content delivery network. */
@UnlessBuildProfile("prod")
public class PublicFilesResource implements PublicFilesApi {

  private final PublicUrls urls;
  private final Contract contract;

  PublicFilesResource(PublicUrls urls, Contract contract) {
    this.urls = urls;
    this.contract = contract;
  }

  @Override
  public RestResponse<Path> getPublicFile(String token, String name) {
    StoredFile file =
        urls.find(token).orElseThrow(() -> contract.error(Sentence.PUBLIC_FILE_NOT_FOUND));
    return RestResponse.ResponseBuilder.ok(file.content().path(), file.format().mediaType())
        .build();
  }
}
