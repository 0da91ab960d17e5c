package dev.clearcut.webhook;

import dev.clearcut.api.model.Webhook;
import dev.clearcut.api.model.WebhookDelivery;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;

/** Webhooks and deliveries as callers see them, made of rows. */
@Singleton
class WebhookViews {

  private final InstantSource clock;

  WebhookViews(InstantSource clock) {
    this.clock = clock;
  }

  static String path(String id) {
    return "/webhooks/" + id;
  }

  Webhook of(WebhookEntity webhook) {
    return of(webhook, null);
  }

  /** With its secret; once, for whoever made it. */
  Webhook withSecret(WebhookEntity webhook) {
    return of(webhook, webhook.secret);
  }

  private Webhook of(WebhookEntity webhook, String secret) {
    Instant now = clock.instant();
    return new Webhook(
        webhook.id,
        URI.create(webhook.url),
        webhook.subscribedTo(),
        webhook.status,
        webhook.createdAt,
        secret,
        webhook.isRotating(now) ? webhook.oldSecretUntil : null,
        webhook.failingSince,
        webhook.reason,
        webhook.offAt);
  }

  static WebhookDelivery of(DeliveryEntity delivery) {
    return new WebhookDelivery(
        delivery.message,
        delivery.event,
        delivery.createdAt,
        delivery.status,
        delivery.attempts,
        delivery.attemptedAt,
        delivery.nextAt,
        delivery.answer,
        delivery.failure);
  }
}
