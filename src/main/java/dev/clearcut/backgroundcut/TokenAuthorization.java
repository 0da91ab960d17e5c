package dev.clearcut.backgroundcut;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/** {@code Authorization: Token KEY}: key and path dialect. */
@ApplicationScoped
class TokenAuthorization implements ClientHeadersFactory {

  private final String apiKey;

  TokenAuthorization(BackgroundCutConfig config) {
    this.apiKey = config.apiKey();
  }

  @Override
  public MultivaluedMap<String, String> update(
      MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
    MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    headers.putSingle(HttpHeaders.AUTHORIZATION, "Token " + apiKey);
    return headers;
  }
}
