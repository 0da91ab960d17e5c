package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.api.AiCutApi;
import dev.clearcut.backgroundcut.api.BackgroundRemovalByFilenameApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.config.Config;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** Makes calls for a browser of the tokens that the vendor has signed. */
@ApplicationScoped
class SignedCalls {

  private static final String TOKEN = "signed_request";

  /** The vendor alone can check his tokens; we only read until when they are good. */
  private final JwtConsumer unchecked =
      new JwtConsumerBuilder()
          .setSkipSignatureVerification()
          .setDisableRequireSignature()
          .setSkipAllValidators()
          .build();

  private final Config all;
  private final BackgroundCutConfig config;

  SignedCalls(Config all, BackgroundCutConfig config) {
    this.all = all;
    this.config = config;
  }

  SignedCall upload(String token, Instant expiresAt) {
    return image(BackgroundRemovalByFilenameApi.UPLOAD_IMAGE_PRESIGNED_PATH, token, expiresAt);
  }

  SignedCall initialize(String token, Instant expiresAt) {
    return image(AiCutApi.INITIALIZE_AI_CUT_PRESIGNED_PATH, token, expiresAt);
  }

  private SignedCall image(String path, String token, Instant expiresAt) {
    return new SignedCall(at(path).queryParam(TOKEN, "{token}").build(token), token, expiresAt);
  }

  SignedCall process(String token, Instant expiresAt) {
    URI url = at(BackgroundRemovalByFilenameApi.PROCESS_IMAGE_PRESIGNED_PATH).build();
    return new SignedCall(url, token, expiresAt);
  }

  /** The address is asked for when needed: in tests nobody knows it at the start. */
  private UriBuilder at(String path) {
    URI vendor =
        config
            .signed()
            .url()
            .orElseGet(() -> all.getValue("quarkus.rest-client.backgroundcut.url", URI.class));
    return UriBuilder.fromUri(vendor).path(path);
  }

  /**
   * Until when a token is good. The vendor's pages show tokens as JSON Web Tokens, and do not say
   * what is in them.
   */
  Instant expiry(String token, Instant now) {
    try {
      NumericDate said = unchecked.processToClaims(token).getExpirationTime();
      if (said != null) {
        return Instant.ofEpochSecond(said.getValue());
      }
    } catch (InvalidJwtException | MalformedClaimException unreadable) {
      // Opaque to us, so the time is an assumption.
    }
    return now.plus(config.signed().lifetime());
  }
}
