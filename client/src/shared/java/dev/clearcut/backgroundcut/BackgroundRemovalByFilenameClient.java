package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.api.BackgroundRemovalByFilenameApi;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The wire to the vendor's background removal in the filename dialect. Calls that need no key carry
 * it all the same.
 */
@RegisterRestClient(configKey = "backgroundcut")
@RegisterClientHeaders(BearerAuthorization.class)
public interface BackgroundRemovalByFilenameClient extends BackgroundRemovalByFilenameApi {}
