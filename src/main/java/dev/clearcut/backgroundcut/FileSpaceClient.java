package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.api.FileSpaceApi;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The wire to the vendor's uploads, public URLs, deletion; only {@link VendorCalls} may use it. */
@RegisterRestClient(configKey = "backgroundcut")
@RegisterClientHeaders(TokenAuthorization.class)
interface FileSpaceClient extends FileSpaceApi {}
