package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.api.PublicFilesApi;
import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.GET;
import java.nio.file.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The wire to the vendor's public files; it carries no credentials. */
@RegisterRestClient(configKey = "backgroundcut-public")
interface PublicFilesClient extends PublicFilesApi {

  /** Follows a URL that the vendor minted; it is opaque to us. */
  @GET
  Path download(@Url String url);
}
