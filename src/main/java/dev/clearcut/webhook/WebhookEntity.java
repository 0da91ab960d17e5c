package dev.clearcut.webhook;

import dev.clearcut.api.model.EventType;
import dev.clearcut.api.model.OffReason;
import dev.clearcut.api.model.WebhookStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Who is told of what. */
@Entity
@Table(name = "webhook")
class WebhookEntity {

  private static final Duration LONGEST_FAILURE = Duration.ofDays(5);

  @Id String id;

  @Column(length = 2048)
  String url;

  /** Names of events, with a space before and behind each. */
  String events;

  @Column(name = "created_at")
  Instant createdAt;

  @Enumerated(EnumType.STRING)
  WebhookStatus status;

  /** Why it is off; null unless it is. */
  @Enumerated(EnumType.STRING)
  OffReason reason;

  @Column(name = "off_at")
  Instant offAt;

  String secret;

  /** The secret before this one; null when there was none. */
  @Column(name = "old_secret")
  String oldSecret;

  @Column(name = "old_secret_until")
  Instant oldSecretUntil;

  /** Since when no message was taken; null when the last one was. */
  @Column(name = "failing_since")
  Instant failingSince;

  /** Until when the receiver is left alone; null when it need not be. */
  @Column(name = "not_before")
  Instant notBefore;

  void subscribe(Collection<EventType> to) {
    events =
        to.stream().distinct().map(EventType::value).collect(Collectors.joining(" ", " ", " "));
  }

  List<EventType> subscribedTo() {
    return Arrays.stream(events.strip().split(" ")).map(EventType::fromString).toList();
  }

  /** With what a message is signed now, the newest first. */
  List<String> secrets(Instant now) {
    return isRotating(now) ? List.of(secret, oldSecret) : List.of(secret);
  }

  boolean isRotating(Instant now) {
    return oldSecretUntil != null && now.isBefore(oldSecretUntil);
  }

  void rotate(String to, Instant until) {
    oldSecret = secret;
    oldSecretUntil = until;
    secret = to;
  }

  boolean isActive() {
    return status == WebhookStatus.ACTIVE;
  }

  /** It is tried, whatever was before; what failed begins to fail anew. */
  void activate(Instant now) {
    status = WebhookStatus.ACTIVE;
    reason = null;
    offAt = null;
    failingSince = failingSince == null ? null : now;
    notBefore = null;
  }

  /** A message was taken. */
  void taken() {
    failingSince = null;
    notBefore = null;
  }

  /** A message was not taken; the receiver is left alone for a while. */
  void failed(Instant now, Instant until) {
    failingSince = failingSince == null ? now : failingSince;
    notBefore = until;
  }

  /** Whether nothing was taken for so long that nobody seems to be there. */
  boolean isGivenUp(Instant now) {
    return failingSince != null && !failingSince.plus(LONGEST_FAILURE).isAfter(now);
  }

  void switchOff(OffReason why, Instant now) {
    status = WebhookStatus.OFF;
    reason = why;
    offAt = now;
  }
}
