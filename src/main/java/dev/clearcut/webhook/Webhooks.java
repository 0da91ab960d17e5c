package dev.clearcut.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.api.model.EventType;
import dev.clearcut.work.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Writes down what subscribers are to be told, in the transaction of what it tells of: when that is
 * committed it is delivered, whoever dies. Where nobody has subscribed, that is one small query.
 */
@ApplicationScoped
public class Webhooks {

  static final String TEST = "webhook.test";

  private final WebhookRepository repository;
  private final Engine engine;
  private final ObjectMapper json;
  private final InstantSource clock;

  Webhooks(WebhookRepository repository, Engine engine, ObjectMapper json, InstantSource clock) {
    this.repository = repository;
    this.engine = engine;
    this.json = json;
    this.clock = clock;
  }

  /** Whether anybody has subscribed to one of the events. */
  @Transactional
  public boolean isWanted(EventType... events) {
    return !repository.subscribed(events).isEmpty();
  }

  /**
   * Tells of an event, once for each of its states however often this is called.
   *
   * @param state what has come into which state, by an id or a number that no other one has
   * @param data asked for only when somebody has subscribed
   */
  @Transactional
  public void tell(EventType event, String state, Supplier<?> data) {
    List<String> webhooks = repository.subscribed(event);
    if (!webhooks.isEmpty()) {
      String message =
          "msg_" + DigestUtils.sha256Hex(event.value() + "\n" + state).substring(0, 32);
      String body = body(event.value(), data.get());
      webhooks.forEach(webhook -> send(webhook, message, event.value(), body));
    }
  }

  /** Sends a message that tells of nothing. */
  @Transactional
  DeliveryEntity test(String webhook, Object data) {
    String message = "msg_" + UUID.randomUUID().toString().replace("-", "");
    return send(webhook, message, TEST, body(TEST, data)).orElseThrow();
  }

  private Optional<DeliveryEntity> send(String webhook, String message, String event, String body) {
    Optional<DeliveryEntity> added = repository.add(webhook, message, event, body);
    added.ifPresent(delivery -> engine.schedule(WebhookTask.NAME, webhook));
    return added;
  }

  private String body(String event, Object data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", event);
    body.put("timestamp", clock.instant());
    body.put("data", data);
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the message as JSON", e);
    }
  }
}
