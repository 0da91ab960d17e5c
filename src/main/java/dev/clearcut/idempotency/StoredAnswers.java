package dev.clearcut.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;

/** Keys and answers as rows; every method is one short transaction. */
@ApplicationScoped
class StoredAnswers {

  static final int LONGEST_BODY = 1_000_000;

  private final Instance<EntityManager> entities;
  private final IdempotencyConfig config;
  private final InstantSource clock;

  StoredAnswers(Instance<EntityManager> entities, IdempotencyConfig config, InstantSource clock) {
    this.entities = entities;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Begins to use the key.
   *
   * @return null when the request is the first with this key; else what is known of the first
   */
  @Transactional
  IdempotencyKeyEntity begin(String id, String fingerprint) {
    Instant now = clock.instant();
    if (insert(id, fingerprint, now) || takeOver(id, fingerprint, now)) {
      return null;
    }
    return entities.get().find(IdempotencyKeyEntity.class, id);
  }

  private boolean insert(String id, String fingerprint, Instant now) {
    return entities
            .get()
            .createQuery(
                """
                insert into IdempotencyKeyEntity (id, fingerprint, lockedUntil, expiresAt)
                values (:id, :fingerprint, :lockedUntil, :expiresAt)
                on conflict do nothing
                """)
            .setParameter("id", id)
            .setParameter("fingerprint", fingerprint)
            .setParameter("lockedUntil", now.plus(config.lock()))
            .setParameter("expiresAt", now.plus(config.keep()))
            .executeUpdate()
        == 1;
  }

  /** From an answer that is kept no longer, or from the same request when it never ended. */
  private boolean takeOver(String id, String fingerprint, Instant now) {
    return entities
            .get()
            .createQuery(
                """
                update IdempotencyKeyEntity set fingerprint = :fingerprint, status = null,
                  location = null, body = null, lockedUntil = :lockedUntil, expiresAt = :expiresAt
                where id = :id and (expiresAt <= :now
                  or status is null and lockedUntil <= :now and fingerprint = :fingerprint)
                """)
            .setParameter("id", id)
            .setParameter("fingerprint", fingerprint)
            .setParameter("lockedUntil", now.plus(config.lock()))
            .setParameter("expiresAt", now.plus(config.keep()))
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }

  /** Keeps the answer for whoever asks again. */
  @Transactional
  void answered(String id, int status, URI location, String body) {
    IdempotencyKeyEntity key = entities.get().find(IdempotencyKeyEntity.class, id);
    if (key != null) {
      key.status = status;
      key.location = location == null ? null : location.toString();
      key.body = body;
    }
  }

  /** Forgets the key: nothing was done that should not be tried again. */
  @Transactional
  void forget(String id) {
    entities
        .get()
        .createQuery("delete IdempotencyKeyEntity where id = :id and status is null")
        .setParameter("id", id)
        .executeUpdate();
  }

  /** Forgets the answers that are kept no longer. */
  @Transactional
  int sweep() {
    return entities
        .get()
        .createQuery("delete IdempotencyKeyEntity where expiresAt <= :now")
        .setParameter("now", clock.instant())
        .executeUpdate();
  }
}
