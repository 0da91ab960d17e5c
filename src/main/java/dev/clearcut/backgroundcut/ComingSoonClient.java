package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.api.ComingSoonApi;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The wire to what the vendor has only announced; every call of it ends in a 501. */
@RegisterRestClient(configKey = "backgroundcut")
@RegisterClientHeaders(BearerAuthorization.class)
interface ComingSoonClient extends ComingSoonApi {}
