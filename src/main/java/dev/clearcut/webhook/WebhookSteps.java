package dev.clearcut.webhook;

import static jakarta.persistence.LockModeType.NONE;
import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import dev.clearcut.api.model.DeliveryStatus;
import dev.clearcut.api.model.EventType;
import dev.clearcut.api.model.OffData;
import dev.clearcut.api.model.OffReason;
import dev.clearcut.webhook.Receivers.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What is sent to a webhook next, and what became of it; each one short transaction. None is open
 * while a receiver is asked.
 */
@ApplicationScoped
class WebhookSteps {

  private static final Logger LOG = Logger.getLogger(WebhookSteps.class);

  /** How long a receiver is left alone at least after a failure: the schedule's shortest pause. */
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(5);

  /** However long it asks to be left alone: the schedule's longest pause. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  private final WebhookRepository repository;
  private final Webhooks webhooks;
  private final WebhookMetrics metrics;
  private final InstantSource clock;

  WebhookSteps(
      WebhookRepository repository,
      Webhooks webhooks,
      WebhookMetrics metrics,
      InstantSource clock) {
    this.repository = repository;
    this.webhooks = webhooks;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * What to send now.
   *
   * @param before an earlier message that waits because its last attempt failed, to be tried first:
   *     so a receiver that is back gets all in order of time; null when there is none
   */
  record Turn(WebhookEntity webhook, DeliveryEntity before, DeliveryEntity due) {}

  /**
   * What to send to a webhook now; empty when nothing is due. The webhook is read after the
   * message, so that a message is signed by the secrets that there were when it was written.
   */
  @Transactional
  Optional<Turn> next(String webhookId) {
    Instant now = clock.instant();
    return repository
        .firstDue(webhookId)
        .flatMap(
            due ->
                repository
                    .find(webhookId, NONE)
                    .filter(WebhookEntity::isActive)
                    .filter(hook -> hook.notBefore == null || !now.isBefore(hook.notBefore))
                    .map(hook -> new Turn(hook, earlier(hook, due), due)));
  }

  private DeliveryEntity earlier(WebhookEntity webhook, DeliveryEntity due) {
    return webhook.failingSince == null || due.overtaken
        ? null
        : repository.first(webhook.id).filter(first -> !first.id.equals(due.id)).orElse(null);
  }

  /** When to look again; empty when nothing waits, or nobody is to be sent anything. */
  @Transactional
  Optional<Instant> nextLook(String webhookId) {
    return repository
        .find(webhookId, NONE)
        .filter(WebhookEntity::isActive)
        .flatMap(
            webhook ->
                repository
                    .nextDue(webhookId)
                    .map(
                        due ->
                            webhook.notBefore != null && due.isBefore(webhook.notBefore)
                                ? webhook.notBefore
                                : due));
  }

  /** An earlier message was tried although it was not its turn; that is not held against it. */
  @Transactional
  void triedEarly(DeliveryEntity sent, Answer answer) {
    note(sent, answer, null);
  }

  /**
   * It was a message's turn.
   *
   * @param before the earlier message that was tried first in vain; null when there was none
   */
  @Transactional
  void tried(DeliveryEntity sent, Answer answer, DeliveryEntity before) {
    if (answer.isTaken() && before != null) {
      repository.delivery(before.id).ifPresent(delivery -> delivery.overtaken = true);
    }
    note(
        sent,
        answer,
        (webhook, delivery) -> {
          delivery.putOff(clock.instant(), webhook.notBefore);
          if (delivery.status == DeliveryStatus.FAILED) {
            metrics.givenUp();
            LOG.warnf(
                "The message %s to webhook %s is given up after %d attempts",
                delivery.message, webhook.id, delivery.attempts);
          }
        });
  }

  private interface Failure {
    void of(WebhookEntity webhook, DeliveryEntity delivery);
  }

  private void note(DeliveryEntity sent, Answer answer, Failure failure) {
    Instant now = clock.instant();
    metrics.sent(answer.isTaken());
    Optional<WebhookEntity> there = repository.find(sent.webhookId, PESSIMISTIC_WRITE);
    Optional<DeliveryEntity> waiting =
        repository.delivery(sent.id).filter(delivery -> delivery.status == DeliveryStatus.WAITING);
    if (there.isEmpty() || waiting.isEmpty()) {
      return;
    }
    WebhookEntity webhook = there.get();
    DeliveryEntity delivery = waiting.get();
    delivery.attempted(now, answer.status(), answer.failure());
    if (answer.isTaken()) {
      boolean isBack = webhook.failingSince != null;
      delivery.taken();
      webhook.taken();
      if (isBack) {
        repository.allDue(webhook.id);
      }
      return;
    }
    LOG.infof("The message %s to webhook %s: %s", sent.message, webhook.id, answer.failure());
    webhook.failed(now, now.plus(pause(answer)));
    if (failure != null) {
      failure.of(webhook, delivery);
    }
    if (webhook.isActive() && (answer.isGone() || webhook.isGivenUp(now))) {
      switchOff(webhook, answer.isGone() ? OffReason.GONE : OffReason.FAILING, now);
    }
  }

  private static Duration pause(Answer answer) {
    Duration asked = answer.retryAfter();
    return asked.compareTo(LEAST_PAUSE) < 0
        ? LEAST_PAUSE
        : asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }

  private void switchOff(WebhookEntity webhook, OffReason reason, Instant now) {
    webhook.switchOff(reason, now);
    LOG.warnf("The webhook %s is switched off: %s", webhook.id, reason.value());
    webhooks.tell(
        EventType.WEBHOOK_OFF,
        webhook.id + "/" + now,
        () -> new OffData(webhook.id, WebhookViews.path(webhook.id), reason, webhook.failingSince));
  }
}
