package dev.clearcut.webhook;

import dev.clearcut.access.Roles;
import dev.clearcut.api.WebhooksApi;
import dev.clearcut.api.model.DeliveryPage;
import dev.clearcut.api.model.DeliveryStatus;
import dev.clearcut.api.model.Webhook;
import dev.clearcut.api.model.WebhookList;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Who is told of what happens. */
public class WebhookResource implements WebhooksApi {

  private final Subscriptions subscriptions;
  private final WebhookRequests requests;
  private final WebhookViews views;

  WebhookResource(Subscriptions subscriptions, WebhookRequests requests, WebhookViews views) {
    this.subscriptions = subscriptions;
    this.requests = requests;
    this.views = views;
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public Response createWebhook(String body) {
    WebhookEntity webhook = subscriptions.create(requests.parse(body));
    return Response.created(URI.create(WebhookViews.path(webhook.id)))
        .entity(views.withSecret(webhook))
        .build();
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public WebhookList listWebhooks() {
    return new WebhookList(subscriptions.list().stream().map(views::of).toList());
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public Webhook getWebhook(String id) {
    return views.of(subscriptions.get(id));
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public void deleteWebhook(String id) {
    subscriptions.delete(id);
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public Webhook rotateWebhook(String id) {
    return views.withSecret(subscriptions.rotate(id));
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public Response testWebhook(String id) {
    return Response.accepted(WebhookViews.of(subscriptions.test(id))).build();
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public DeliveryPage listDeliveries(
      String id, String cursor, Integer limit, DeliveryStatus status) {
    return subscriptions.deliveries(id, cursor, limit, status);
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public Response replayDelivery(String id, String delivery) {
    return Response.accepted(WebhookViews.of(subscriptions.replay(id, delivery))).build();
  }
}
