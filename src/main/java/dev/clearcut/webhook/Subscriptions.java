package dev.clearcut.webhook;

import static jakarta.persistence.LockModeType.NONE;
import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import dev.clearcut.api.model.DeliveryPage;
import dev.clearcut.api.model.DeliveryStatus;
import dev.clearcut.api.model.TestData;
import dev.clearcut.api.model.WebhookStatus;
import dev.clearcut.problem.Problems;
import dev.clearcut.webhook.WebhookRequests.Wish;
import dev.clearcut.work.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes, changes and tries webhooks; {@link WebhookTask} sends what waits for them. */
@ApplicationScoped
class Subscriptions {

  private final WebhookRepository repository;
  private final WebhookRequests requests;
  private final Webhooks webhooks;
  private final WebhooksConfig config;
  private final Engine engine;
  private final InstantSource clock;

  Subscriptions(
      WebhookRepository repository,
      WebhookRequests requests,
      Webhooks webhooks,
      WebhooksConfig config,
      Engine engine,
      InstantSource clock) {
    this.repository = repository;
    this.requests = requests;
    this.webhooks = webhooks;
    this.config = config;
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Makes a webhook. Its task's row is there from now on, so that whoever tells of something only
   * changes it.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 when there are too many
   */
  @Transactional
  WebhookEntity create(Wish wish) {
    int there = repository.list().size();
    if (there >= config.limit()) {
      throw Problems.WEBHOOK_LIMIT.with(
          "There are %d webhooks, and no more are allowed (clearcut.webhooks.limit). Delete one that nobody needs."
              .formatted(there));
    }
    WebhookEntity webhook = new WebhookEntity();
    webhook.id = UUID.randomUUID().toString().replace("-", "");
    webhook.createdAt = clock.instant();
    webhook.url = wish.url().toString();
    webhook.subscribe(wish.events());
    webhook.status = WebhookStatus.ACTIVE;
    webhook.secret = wish.secret();
    repository.add(webhook);
    return webhook;
  }

  List<WebhookEntity> list() {
    return repository.list();
  }

  WebhookEntity get(String id) {
    return repository.get(id, NONE);
  }

  @Transactional
  void delete(String id) {
    repository.remove(repository.get(id, PESSIMISTIC_WRITE));
    engine.cancel(WebhookTask.NAME, id);
  }

  /** Signs with a new secret, and for a while with the one before as well. */
  @Transactional
  WebhookEntity rotate(String id) {
    WebhookEntity webhook = repository.get(id, PESSIMISTIC_WRITE);
    webhook.rotate(requests.newSecret(), clock.instant().plus(config.oldSecret()));
    return webhook;
  }

  /** Sends a test message now, whatever was before. */
  @Transactional
  DeliveryEntity test(String id) {
    repository.get(id, PESSIMISTIC_WRITE).activate(clock.instant());
    return webhooks.test(id, new TestData(id, WebhookViews.path(id)));
  }

  /**
   * Sends a message once more.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is none, 409 when the
   *     webhook is off
   */
  @Transactional
  DeliveryEntity replay(String id, String message) {
    WebhookEntity webhook = repository.get(id, PESSIMISTIC_WRITE);
    DeliveryEntity delivery = repository.delivery(id, message);
    if (!webhook.isActive()) {
      throw Problems.WEBHOOK_OFF.with(
          "The webhook is off, so nothing is sent. POST %s/test switches it on."
              .formatted(WebhookViews.path(id)));
    }
    delivery.again(clock.instant());
    webhook.notBefore = null;
    engine.schedule(WebhookTask.NAME, id);
    return delivery;
  }

  /** What was sent to a webhook, newest first. */
  @Transactional
  DeliveryPage deliveries(String id, String cursor, int limit, DeliveryStatus status) {
    repository.get(id, NONE);
    Optional<DeliveryEntity> after =
        cursor == null || cursor.isEmpty()
            ? Optional.empty()
            : Optional.of(repository.after(id, cursor));
    List<DeliveryEntity> found =
        repository.deliveries(id, Optional.ofNullable(status), after, limit + 1);
    List<DeliveryEntity> page = found.subList(0, Math.min(limit, found.size()));
    return new DeliveryPage(
        page.stream().map(WebhookViews::of).toList(),
        found.size() <= limit ? null : next(id, page.get(limit - 1), limit, status));
  }

  private static String next(String id, DeliveryEntity last, int limit, DeliveryStatus status) {
    UriBuilder next =
        UriBuilder.fromPath(WebhookViews.path(id) + "/deliveries").queryParam("limit", limit);
    return (status == null ? next : next.queryParam("status", status.value()))
        .queryParam("cursor", last.message)
        .build()
        .toString();
  }
}
