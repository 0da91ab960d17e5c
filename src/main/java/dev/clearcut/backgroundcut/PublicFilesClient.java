package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.api.PublicFilesApi;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The wire to the vendor's public files; it carries no credentials. */
@RegisterRestClient(configKey = "backgroundcut-public")
interface PublicFilesClient extends PublicFilesApi {}
