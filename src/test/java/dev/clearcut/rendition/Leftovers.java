package dev.clearcut.rendition;

import dev.clearcut.work.Due;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** What other tests have left to do, which would be gone on with by the sweeps of this one. */
@ApplicationScoped
class Leftovers {

  private final EntityManager entities;
  private final Due due;

  Leftovers(EntityManager entities, Due due) {
    this.entities = entities;
    this.due = due;
  }

  /** Nobody goes on with it. */
  void forget() {
    due.forgetAll();
    fail();
  }

  @Transactional
  void fail() {
    entities
        .createQuery(
            "update RenditionEntity set status = :failed, claimedUntil = null,"
                + " unsettledUntil = null, lookAt = null where status <> :ready")
        .setParameter("failed", RenditionStatus.FAILED)
        .setParameter("ready", RenditionStatus.READY)
        .executeUpdate();
  }
}
