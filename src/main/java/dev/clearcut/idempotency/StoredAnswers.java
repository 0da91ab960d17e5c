package dev.clearcut.idempotency;

import dev.clearcut.Every;
import dev.clearcut.work.RecurringTask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keys and answers as rows; every method is one short transaction. A request names its lock in each
 * of them: one that outlived its lock changes nothing of what another one has begun since.
 */
@ApplicationScoped
class StoredAnswers implements RecurringTask {

  static final int LONGEST_BODY = 1_000_000;

  private final EntityManager entities;
  private final IdempotencyConfig config;
  private final InstantSource clock;

  StoredAnswers(EntityManager entities, IdempotencyConfig config, InstantSource clock) {
    this.entities = entities;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Begins to use the key.
   *
   * @param lock a word that no other request has
   * @return null when the request is the first with this key; else what is known of the first
   */
  @Transactional
  IdempotencyKeyEntity begin(String id, String fingerprint, String lock) {
    Instant now = clock.instant();
    while (true) {
      if (insert(id, fingerprint, lock, now) || takeOver(id, fingerprint, lock, now)) {
        return null;
      }
      IdempotencyKeyEntity known = entities.find(IdempotencyKeyEntity.class, id);
      if (known != null) {
        return known;
      }
      // The first request has just forgotten the key.
    }
  }

  private boolean insert(String id, String fingerprint, String lock, Instant now) {
    return entities
            .createQuery(
                """
                insert into IdempotencyKeyEntity
                  (id, fingerprint, lockToken, lockedUntil, expiresAt)
                values (:id, :fingerprint, :lock, :lockedUntil, :expiresAt)
                on conflict do nothing
                """)
            .setParameter("id", id)
            .setParameter("fingerprint", fingerprint)
            .setParameter("lock", lock)
            .setParameter("lockedUntil", now.plus(config.lock()))
            .setParameter("expiresAt", now.plus(config.keep()))
            .executeUpdate()
        == 1;
  }

  /** From an answer that is kept no longer, or from the same request when it never ended. */
  private boolean takeOver(String id, String fingerprint, String lock, Instant now) {
    return entities
            .createQuery(
                """
                update IdempotencyKeyEntity set fingerprint = :fingerprint, status = null,
                  location = null, body = null, lockToken = :lock, lockedUntil = :lockedUntil,
                  expiresAt = :expiresAt
                where id = :id and (expiresAt <= :now
                  or status is null and lockedUntil <= :now and fingerprint = :fingerprint)
                """)
            .setParameter("id", id)
            .setParameter("fingerprint", fingerprint)
            .setParameter("lock", lock)
            .setParameter("lockedUntil", now.plus(config.lock()))
            .setParameter("expiresAt", now.plus(config.keep()))
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }

  /** Keeps the answer for whoever asks again, unless the lock was lost. */
  @Transactional
  void answered(String id, String lock, int status, URI location, String body) {
    entities
        .createQuery(
            """
            update IdempotencyKeyEntity set status = :status, location = :location, body = :body
            where id = :id and lockToken = :lock and status is null
            """)
        .setParameter("status", status)
        .setParameter("location", location == null ? null : location.toString())
        .setParameter("body", body)
        .setParameter("id", id)
        .setParameter("lock", lock)
        .executeUpdate();
  }

  /** Forgets the key, unless the lock was lost: nothing was done that should not be tried again. */
  @Transactional
  void forget(String id, String lock) {
    entities
        .createQuery(
            "delete IdempotencyKeyEntity where id = :id and lockToken = :lock and status is null")
        .setParameter("id", id)
        .setParameter("lock", lock)
        .executeUpdate();
  }

  @Override
  public String name() {
    return "idempotency-sweep";
  }

  @Override
  public Optional<Duration> every() {
    return Every.of(config.sweepEvery());
  }

  @Override
  public void run() {
    sweep();
  }

  /** Forgets the answers that are kept no longer. */
  @Transactional
  int sweep() {
    return entities
        .createQuery("delete IdempotencyKeyEntity where expiresAt <= :now")
        .setParameter("now", clock.instant())
        .executeUpdate();
  }
}
