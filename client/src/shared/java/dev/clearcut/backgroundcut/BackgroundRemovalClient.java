package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.api.BackgroundRemovalApi;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The wire to the vendor's background removal, without limits. Paid: in the service only {@code
 * VendorCalls} may use it.
 */
@RegisterRestClient(configKey = "backgroundcut")
@RegisterClientHeaders(TokenAuthorization.class)
public interface BackgroundRemovalClient extends BackgroundRemovalApi {}
