package dev.clearcut.retention;

import dev.clearcut.DatabaseClock;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.Renditions;
import dev.clearcut.work.Engine;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;

/**
 * Deletions as entities. The rows of a cutout and the note of what is left to do for it change in
 * one transaction, so that nothing is forgotten whatever fails later.
 */
@ApplicationScoped
class DeletionRepository {

  private static final Duration LEASE = Duration.ofMinutes(5);

  private final EntityManager entities;
  private final Renditions renditions;
  private final Engine engine;
  private final DatabaseClock databaseClock;
  private final InstantSource clock;

  DeletionRepository(
      EntityManager entities,
      Renditions renditions,
      Engine engine,
      DatabaseClock databaseClock,
      InstantSource clock) {
    this.entities = entities;
    this.renditions = renditions;
    this.engine = engine;
    this.databaseClock = databaseClock;
    this.clock = clock;
  }

  /**
   * Removes the cutout's rows, of whichever room, and notes what is left to do.
   *
   * @return whether there was such a cutout
   * @throws HttpProblem 409 while something of it is being made
   */
  @Transactional
  boolean delete(String cutoutId) {
    List<Object[]> photos =
        entities
            .unwrap(Session.class)
            .createNativeQuery(
                "select sha256, object_key from cutout where id = :id for update", Object[].class)
            .setQueryPlanCacheable(false) // It would be kept anew each time.
            .setParameter("id", cutoutId)
            .getResultList();
    if (photos.isEmpty()) {
      return false;
    }
    delete("VariantEntity where cutoutId = :id", cutoutId);
    Set<String> keys = new HashSet<>(renditions.remove(cutoutId));
    keys.addAll(removeSelection(cutoutId));
    delete("CutoutEntity where id = :id", cutoutId);
    String sha256 = (String) photos.get(0)[0];
    keys.add((String) photos.get(0)[1]);
    entities.persist(note(cutoutId, sha256, keys));
    engine.schedule(DeletionTask.NAME, cutoutId);
    return true;
  }

  /** The key of the picture that the selection of a cutout shows, if there is one. */
  private List<String> removeSelection(String cutoutId) {
    // Locks the row: its start may just be sent.
    entities
        .createQuery("from SelectionEntity where cutoutId = :id", Object.class)
        .setParameter("id", cutoutId)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
    Instant now = clock.instant();
    entities
        .createQuery(
            "select unsettledUntil from SelectionEntity"
                + " where cutoutId = :id and unsettledUntil > :now",
            Instant.class)
        .setParameter("id", cutoutId)
        .setParameter("now", now)
        .getResultStream()
        .forEach(
            until -> {
              throw Problems.CUTOUT_BUSY.with(
                  "The service starts a selection of this cutout, or the vendor's answer to that"
                      + " was lost. Delete the cutout when that is settled.",
                  Duration.between(now, until));
            });
    List<String> pictures =
        entities
            .createQuery(
                "select objectKey from SelectionEntity"
                    + " where cutoutId = :id and objectKey is not null",
                String.class)
            .setParameter("id", cutoutId)
            .getResultList();
    delete("SelectionEntity where cutoutId = :id", cutoutId);
    return pictures;
  }

  private void delete(String what, String cutoutId) {
    entities.createQuery("delete " + what).setParameter("id", cutoutId).executeUpdate();
  }

  private DeletionEntity note(String cutoutId, String sha256, Set<String> keys) {
    DeletionEntity deletion = new DeletionEntity();
    deletion.cutoutId = cutoutId;
    deletion.sha256 = sha256;
    deletion.deletedAt = clock.instant();
    deletion.objectKeys = keys;
    return deletion;
  }

  /** Whether anything is left to do for an earlier cutout of the same photo. */
  @Transactional
  boolean exists(String cutoutId) {
    return entities.find(DeletionEntity.class, cutoutId) != null;
  }

  /** For how many deleted cutouts something is left to do, due or not. */
  @Transactional
  long count() {
    return entities
        .createQuery("select count(*) from DeletionEntity", Long.class)
        .getSingleResult();
  }

  /** Claims what is left to do, due or not; empty when nothing is, or somebody else does it. */
  @Transactional
  Optional<DeletionEntity> take(String cutoutId) {
    databaseClock.measure();
    Instant now = clock.instant();
    int taken =
        entities
            .createQuery(
                """
                update DeletionEntity set attempts = attempts + 1, claimedUntil = :until
                where cutoutId = :id and (claimedUntil is null or claimedUntil <= :now)
                """)
            .setParameter("until", now.plus(LEASE))
            .setParameter("id", cutoutId)
            .setParameter("now", now)
            .executeUpdate();
    return taken == 0
        ? Optional.empty()
        : Optional.of(entities.find(DeletionEntity.class, cutoutId));
  }

  /** Makes the claim last from now; false when somebody else has done, or does, what is left. */
  @Transactional
  boolean renew(DeletionEntity taken) {
    databaseClock.measure();
    return held(taken)
        .map(
            deletion -> {
              deletion.claimedUntil = clock.instant().plus(LEASE);
              return deletion;
            })
        .isPresent();
  }

  /** Nothing is left to do. */
  @Transactional
  void done(DeletionEntity taken) {
    held(taken).ifPresent(entities::remove);
  }

  /** It was tried in vain, and is tried again later, here or on another replica. */
  @Transactional
  void release(DeletionEntity taken) {
    held(taken).ifPresent(deletion -> deletion.claimedUntil = null);
  }

  /** Until when somebody does what is left to do; empty when nothing is, or nobody does. */
  @Transactional
  Optional<Instant> claimedUntil(String cutoutId) {
    return Optional.ofNullable(entities.find(DeletionEntity.class, cutoutId))
        .map(deletion -> deletion.claimedUntil);
  }

  /**
   * The row, as long as nobody has taken it since, nor the same photo was deleted once more. It
   * stays locked until the end of the transaction.
   */
  private Optional<DeletionEntity> held(DeletionEntity taken) {
    int held =
        entities
            .createQuery(
                """
                update DeletionEntity set claimedUntil = claimedUntil
                where cutoutId = :id and attempts = :attempts and deletedAt = :deletedAt
                """)
            .setParameter("id", taken.cutoutId)
            .setParameter("attempts", taken.attempts)
            .setParameter("deletedAt", taken.deletedAt)
            .executeUpdate();
    return held == 0
        ? Optional.empty()
        : Optional.of(entities.find(DeletionEntity.class, taken.cutoutId));
  }
}
