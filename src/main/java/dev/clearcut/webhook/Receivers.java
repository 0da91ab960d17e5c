package dev.clearcut.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.clearcut.outbound.Destinations;
import dev.clearcut.outbound.Limits;
import dev.clearcut.outbound.Outbound;
import dev.clearcut.outbound.OutboundException;
import dev.clearcut.outbound.Policy;
import dev.clearcut.problem.Problems;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Sends messages as Standard Webhooks 1.0 has it, to nowhere but where they may be sent. */
@Startup
@ApplicationScoped
class Receivers {

  private static final Logger LOG = Logger.getLogger(Receivers.class);
  private static final int GONE = 410;

  private final Outbound outbound;
  private final Destinations destinations;
  private final Policy policy;
  private final Limits limits;
  private final InstantSource clock;

  Receivers(
      Outbound outbound, Destinations destinations, WebhooksConfig config, InstantSource clock) {
    this.outbound = outbound;
    this.destinations = destinations;
    this.policy =
        Policy.of(
            "clearcut.webhooks",
            config.http(),
            config.ports().orElse(Set.of()),
            config.hosts().orElse(Set.of()),
            config.privateHosts().orElse(Set.of()));
    this.limits = new Limits(config.timeout(), config.timeout(), 0, 0);
    this.clock = clock;
  }

  /**
   * What became of a message.
   *
   * @param status null when there was no answer
   * @param failure a sentence; null when the message was taken
   * @param retryAfter for how long the receiver wants to be left alone
   */
  record Answer(Integer status, String failure, Duration retryAfter) {

    boolean isTaken() {
      return failure == null;
    }

    boolean isGone() {
      return status != null && status == GONE;
    }
  }

  /**
   * Judges a URL as each delivery does again.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when nothing may be sent there
   */
  URI requireAllowed(String text) {
    try {
      URI url = Destinations.parse(text);
      destinations.judge(url, policy);
      return url;
    } catch (OutboundException e) {
      throw Problems.INVALID_REQUEST.with("url: " + e.getMessage());
    }
  }

  /** Sends a message once. */
  Answer send(WebhookEntity webhook, DeliveryEntity delivery) {
    try {
      return answer(
          outbound.post(
              URI.create(webhook.url),
              policy,
              limits,
              headers(webhook, delivery),
              delivery.body.getBytes(UTF_8)));
    } catch (OutboundException e) {
      LOG.debugf(e, "The message %s to webhook %s has no answer", delivery.message, webhook.id);
      return new Answer(null, e.getMessage(), Duration.ZERO);
    }
  }

  private static Answer answer(dev.clearcut.outbound.Answer answer) {
    int status = answer.status();
    Duration retryAfter = answer.retryAfter().orElse(Duration.ZERO);
    return switch (status / 100) {
      case 2 -> new Answer(status, null, retryAfter);
      case 3 ->
          new Answer(
              status,
              "The receiver answered %d, and redirects are not followed.".formatted(status),
              retryAfter);
      default -> new Answer(status, "The receiver answered %d.".formatted(status), retryAfter);
    };
  }

  private Map<String, String> headers(WebhookEntity webhook, DeliveryEntity delivery) {
    long timestamp = clock.instant().getEpochSecond();
    String signatures =
        webhook.secrets(clock.instant()).stream()
            .map(secret -> sign(secret, delivery, timestamp))
            .collect(Collectors.joining(" "));
    return Map.of(
        HttpHeaders.CONTENT_TYPE,
        MediaType.APPLICATION_JSON,
        Webhook.UNBRANDED_MSG_ID_KEY,
        delivery.message,
        Webhook.UNBRANDED_MSG_TIMESTAMP_KEY,
        String.valueOf(timestamp),
        Webhook.UNBRANDED_MSG_SIGNATURE_KEY,
        signatures);
  }

  private static String sign(String secret, DeliveryEntity delivery, long timestamp) {
    try {
      return new Webhook(secret).sign(delivery.message, timestamp, delivery.body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("Cannot sign with HMAC-SHA256", e);
    }
  }
}
