package dev.clearcut.webhook;

import dev.clearcut.api.model.DeliveryStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A message to one webhook, and how far it is. */
@Entity
@Table(name = "webhook_delivery")
class DeliveryEntity {

  /** How long to wait after each failure: the schedule of Standard Webhooks, whose first is 0. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final int LONGEST_FAILURE = 255;

  /** {@code <webhook>/<message>}. */
  @Id String id;

  @Column(name = "webhook_id")
  String webhookId;

  /** The {@code webhook-id} that the receiver sees. */
  String message;

  String event;

  /** Written once: the bytes that are signed are those that are sent. */
  @Column(length = 20_000)
  String body;

  @Column(name = "created_at")
  Instant createdAt;

  @Enumerated(EnumType.STRING)
  DeliveryStatus status;

  /** How often it was sent. */
  int attempts;

  /** Where it is on its schedule. */
  int step;

  /** A later message was taken when this one was not: it holds up no other. */
  boolean overtaken;

  /** When it is sent next at the latest; null unless it waits. */
  @Column(name = "next_at")
  Instant nextAt;

  @Column(name = "attempted_at")
  Instant attemptedAt;

  /** Status of the last answer; null when there was none. */
  Integer answer;

  /** Why the last attempt failed; null when it did not. */
  String failure;

  boolean isDue(Instant now) {
    return !nextAt.isAfter(now);
  }

  /** It was sent, and this became of it. */
  void attempted(Instant now, Integer status, String why) {
    attempts++;
    attemptedAt = now;
    answer = status;
    failure = why == null ? null : why.substring(0, Math.min(why.length(), LONGEST_FAILURE));
  }

  void taken() {
    status = DeliveryStatus.DELIVERED;
    nextAt = null;
  }

  /** It was its turn, and it was not taken. */
  void putOff(Instant now, Instant notBefore) {
    if (step == PAUSES.size()) {
      status = DeliveryStatus.FAILED;
      nextAt = null;
      return;
    }
    Instant planned = now.plus(PAUSES.get(step));
    step++;
    nextAt = planned.isBefore(notBefore) ? notBefore : planned;
  }

  /** It is sent again, as if it were new. */
  void again(Instant now) {
    status = DeliveryStatus.WAITING;
    step = 0;
    overtaken = false;
    nextAt = now;
  }
}
