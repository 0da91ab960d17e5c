package dev.clearcut.cutout;

import dev.clearcut.DatabaseClock;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Deletions as entities. The rows of a cutout and the note of what is left to do for it change in
 * one transaction, so that nothing is forgotten whatever fails later.
 */
@ApplicationScoped
class DeletionRepository {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final EntityManager entities;
  private final DatabaseClock databaseClock;
  private final InstantSource clock;

  DeletionRepository(EntityManager entities, DatabaseClock databaseClock, InstantSource clock) {
    this.entities = entities;
    this.databaseClock = databaseClock;
    this.clock = clock;
  }

  /**
   * Removes the cutout's rows and notes what is left to do.
   *
   * @throws HttpProblem 404 when there is no such cutout, 409 while something of it is being made
   */
  @Transactional
  void delete(String cutoutId) {
    if (!Keys.isCutoutId(cutoutId)) {
      throw CutoutRepository.noSuchCutout();
    }
    databaseClock.measure();
    CutoutEntity cutout =
        Optional.ofNullable(
                entities.find(CutoutEntity.class, cutoutId, LockModeType.PESSIMISTIC_WRITE))
            .orElseThrow(CutoutRepository::noSuchCutout);
    List<RenditionEntity> renditions =
        entities
            .createQuery(
                "from RenditionEntity where cutoutId = :id order by id", RenditionEntity.class)
            .setParameter("id", cutoutId)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    refuseWhileBusy(renditions);
    Set<String> keys = new HashSet<>();
    keys.add(cutout.objectKey);
    renditions.stream().map(r -> r.objectKey).filter(Objects::nonNull).forEach(keys::add);
    entities
        .createQuery("delete VariantEntity where cutoutId = :id")
        .setParameter("id", cutoutId)
        .executeUpdate();
    renditions.forEach(entities::remove);
    entities.remove(cutout);
    entities.persist(note(cutout, keys));
  }

  private void refuseWhileBusy(List<RenditionEntity> renditions) {
    Instant now = clock.instant();
    if (renditions.stream().anyMatch(r -> r.claimedUntil != null && r.claimedUntil.isAfter(now))) {
      throw Problems.CUTOUT_BUSY.with(
          "The service is making a variant of this cutout. Delete the cutout when that has"
              + " finished.",
          COME_BACK);
    }
    renditions.stream()
        .filter(rendition -> rendition.mayBeUnderWay(now))
        .map(rendition -> Duration.between(now, rendition.unsettledUntil))
        .max(Comparator.naturalOrder())
        .ifPresent(
            wait -> {
              throw Problems.CUTOUT_BUSY.with(
                  "The answer to a paid call for this cutout was lost, and the vendor may still be"
                      + " working on it. Delete the cutout when that is settled.",
                  wait);
            });
  }

  private DeletionEntity note(CutoutEntity cutout, Set<String> keys) {
    DeletionEntity deletion = new DeletionEntity();
    deletion.cutoutId = cutout.id;
    deletion.sha256 = cutout.sha256;
    deletion.deletedAt = clock.instant();
    deletion.nextAttemptAt = deletion.deletedAt;
    deletion.objectKeys = keys;
    return deletion;
  }

  /** Whether anything is left to do for an earlier cutout of the same photo. */
  @Transactional
  boolean exists(String cutoutId) {
    return entities.find(DeletionEntity.class, cutoutId) != null;
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

  /** It is tried again later, here or on another replica. */
  @Transactional
  void postpone(DeletionEntity taken, Duration pause) {
    held(taken)
        .ifPresent(
            deletion -> {
              deletion.claimedUntil = null;
              deletion.nextAttemptAt = clock.instant().plus(pause);
            });
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

  /** The cutouts for which something is left to do now, longest overdue first. */
  @Transactional
  List<String> due(int most) {
    return entities
        .createQuery(
            "select cutoutId from DeletionEntity where nextAttemptAt <= :now order by"
                + " nextAttemptAt",
            String.class)
        .setParameter("now", clock.instant())
        .setMaxResults(most)
        .getResultList();
  }
}
