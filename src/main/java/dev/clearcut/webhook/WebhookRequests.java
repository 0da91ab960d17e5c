package dev.clearcut.webhook;

import dev.clearcut.api.model.EventType;
import dev.clearcut.api.model.WebhookRequest;
import dev.clearcut.problem.CallersJson;
import dev.clearcut.problem.Problems;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads what callers send of webhooks, or says which field is wrong and why. */
@Singleton
class WebhookRequests {

  private static final String NO_BODY =
      "The body is not a JSON object such as {\"url\": \"https://shop.example.com/hooks\","
          + " \"events\": [\"batch.finished\"]}.";
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;
  private static final int NEW_BYTES = 32;
  private static final int LONGEST_URL = 2048;

  /** The first character behind those that can be seen. */
  private static final int DELETE = 127;

  private final CallersJson json;
  private final SecureRandom random = new SecureRandom();
  private final Receivers receivers;

  WebhookRequests(Receivers receivers, CallersJson json) {
    this.json = json;
    this.receivers = receivers;
  }

  /** What is to be sent where, and with what it is signed. */
  record Wish(URI url, List<EventType> events, String secret) {}

  /**
   * Reads a body.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when something in it is wrong
   */
  Wish parse(String body) {
    WebhookRequest request = json.body(body, WebhookRequest.class, NO_BODY);
    if (request.events().isEmpty() || request.events().stream().anyMatch(Objects::isNull)) {
      throw Problems.INVALID_REQUEST.with(
          "events is empty. Name one or more of %s."
              .formatted(
                  Arrays.stream(EventType.values())
                      .map(EventType::value)
                      .collect(Collectors.joining(", "))));
    }
    return new Wish(
        url(request.url()),
        request.events(),
        request.secret() == null ? newSecret() : checked(request.secret()));
  }

  private URI url(String text) {
    if (text == null
        || text.isBlank()
        || text.length() > LONGEST_URL
        || !text.chars().allMatch(c -> c > ' ' && c < DELETE)) {
      throw Problems.INVALID_REQUEST.with(
          "url must be where the messages are to be sent: 1 to %d characters of ASCII, all others written as %%C3%%BC and the like."
              .formatted(LONGEST_URL));
    }
    return receivers.requireAllowed(text);
  }

  /** A new secret: 256 bits. */
  String newSecret() {
    byte[] bytes = new byte[NEW_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /** What is wrong with a secret is said without repeating it. */
  private static String checked(String secret) {
    try {
      int bytes =
          secret.startsWith(PREFIX)
              ? Base64.getDecoder().decode(secret.substring(PREFIX.length())).length
              : 0;
      if (bytes >= LEAST_BYTES && bytes <= MOST_BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException noBase64) {
      // Said below.
    }
    throw Problems.INVALID_REQUEST.with(
        "secret must be %s and the base64 of %d to %d bytes, for example the output of: echo %s$(openssl rand -base64 32). Or leave it out, and the service makes one."
            .formatted(PREFIX, LEAST_BYTES, MOST_BYTES, PREFIX));
  }
}
