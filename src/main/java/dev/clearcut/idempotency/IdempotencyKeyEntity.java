package dev.clearcut.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A key that a caller used, what for, and what was answered. */
@Entity
@Table(name = "idempotency_key")
class IdempotencyKeyEntity {

  /** SHA-256 of the caller and the key: neither is bounded in what it may contain. */
  @Id String id;

  /** SHA-256 of the request. */
  String fingerprint;

  /** Of the answer; null until there is one. */
  Integer status;

  String location;

  @Column(length = StoredAnswers.LONGEST_BODY)
  String body;

  /** Of the request that uses the key or has answered; whoever takes the key over has another. */
  @Column(name = "lock_token")
  String lockToken;

  /** Until when a request uses the key that has no answer yet. */
  @Column(name = "locked_until")
  Instant lockedUntil;

  @Column(name = "expires_at")
  Instant expiresAt;
}
