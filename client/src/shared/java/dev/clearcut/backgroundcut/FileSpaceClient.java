package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.api.FileSpaceApi;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The wire to the vendor's uploads, public URLs and deletion, without limits and repeats. In the
 * service only {@code VendorCalls} may use it.
 */
@RegisterRestClient(configKey = "backgroundcut")
@RegisterClientHeaders(TokenAuthorization.class)
public interface FileSpaceClient extends FileSpaceApi {}
