package dev.clearcut.backgroundcut;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/** The {@code Authorization} header with our API key, behind the word that the dialect asks for. */
abstract sealed class KeyAuthorization implements ClientHeadersFactory
    permits TokenAuthorization, BearerAuthorization {

  private final String value;

  KeyAuthorization(String word, ApiKey key) {
    this.value = word + " " + key.value();
  }

  @Override
  public final MultivaluedMap<String, String> update(
      MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
    MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    headers.putSingle(HttpHeaders.AUTHORIZATION, value);
    return headers;
  }
}
