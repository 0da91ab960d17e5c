package dev.clearcut.rendition;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.clearcut.DatabaseClock;
import dev.clearcut.api.model.Origin;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.work.WorkConfig;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows of renditions. Every method is one short transaction, or part of its caller's; none is
 * open while the vendor is called. Rows are made with "on conflict do nothing", so any number of
 * callers and replicas may ask for the same thing at once.
 *
 * <p>The photo's row belongs to its cutout: queries here name its entity, and no code its class.
 */
@ApplicationScoped
public class Renditions {

  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final EntityManager entities;
  private final WorkConfig work;
  private final RestTask rest;
  private final DatabaseClock databaseClock;
  private final InstantSource clock;

  Renditions(
      EntityManager entities,
      WorkConfig work,
      RestTask rest,
      DatabaseClock databaseClock,
      InstantSource clock) {
    this.entities = entities;
    this.work = work;
    this.rest = rest;
    this.databaseClock = databaseClock;
    this.clock = clock;
  }

  /**
   * Makes the rows for the specs unless they are there; always in the same order, so that nobody
   * waits in a circle for the rows of others. Whoever wants them claims them next; should that
   * caller die before, somebody else does when a lease has passed.
   */
  @Transactional
  public List<Rendition> want(String cutoutId, Collection<VariantSpec> wanted) {
    return wanted(cutoutId, wanted, null).stream().map(row -> row.entity().seen()).toList();
  }

  /**
   * The row of something that is wanted.
   *
   * @param added whether it was not there before
   */
  record Row(RenditionEntity entity, boolean added) {}

  /**
   * As {@link #want}.
   *
   * @param holder who has claimed the rows that are added; null for nobody
   */
  @Transactional
  List<Row> wanted(String cutoutId, Collection<VariantSpec> wanted, String holder) {
    TreeMap<String, VariantSpec> specs = new TreeMap<>();
    wanted.forEach(spec -> specs.put(Rendition.id(cutoutId, spec), spec));
    Map<String, RenditionEntity> there =
        rows(specs.keySet()).stream().collect(toMap(row -> row.id, identity()));
    return specs.entrySet().stream()
        .map(
            spec ->
                there.containsKey(spec.getKey())
                    ? new Row(there.get(spec.getKey()), false)
                    : add(RenditionEntity.pending(cutoutId, spec.getValue()), holder))
        .toList();
  }

  private Row add(RenditionEntity row, String holder) {
    row.claimHolder = holder;
    row.claimedUntil = clock.instant().plus(work.lease());
    row.claimNumber = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    return insert(row)
        ? new Row(row, true)
        : new Row(entities.find(RenditionEntity.class, row.id), false);
  }

  private boolean insert(RenditionEntity row) {
    return entities
            .createQuery(
                """
                insert into RenditionEntity (id, cutoutId, fingerprint, origin, format, quality,
                  maxResolution, background, compression, autocrop, status, attempts, claimHolder,
                  claimedUntil, claimNumber)
                values (:id, :cutoutId, :fingerprint, :origin, :format, :quality,
                  :maxResolution, :background, :compression, :autocrop, :status, :attempts, :holder,
                  :until, :number)
                on conflict do nothing
                """)
            .setParameter("holder", row.claimHolder)
            .setParameter("until", row.claimedUntil)
            .setParameter("number", row.claimNumber)
            .setParameter("id", row.id)
            .setParameter("cutoutId", row.cutoutId)
            .setParameter("fingerprint", row.fingerprint)
            .setParameter("origin", row.origin)
            .setParameter("format", row.format)
            .setParameter("quality", row.quality)
            .setParameter("maxResolution", row.maxResolution)
            .setParameter("background", row.background)
            .setParameter("compression", row.compression)
            .setParameter("autocrop", row.autocrop)
            .setParameter("status", row.status)
            .setParameter("attempts", row.attempts)
            .executeUpdate()
        == 1;
  }

  /**
   * Adds a PNG that a selection made, unless it is there already. It costs nothing here: the
   * session was paid for.
   *
   * @param objectKey where the store has it
   * @return whether it was not there before
   */
  @Transactional
  public boolean addSelected(String cutoutId, Picture selected, String objectKey) {
    boolean added =
        entities
                .createQuery(
                    """
                    insert into RenditionEntity (id, cutoutId, fingerprint, origin, format, status,
                      attempts, claimNumber, width, height, sizeBytes, sha256, crc32, objectKey,
                      readyAt)
                    values (:id, :cutoutId, :fingerprint, :origin, :format, :status,
                      0, 0, :width, :height, :sizeBytes, :sha256, :crc32, :objectKey,
                      :readyAt)
                    on conflict do nothing
                    """)
                .setParameter("id", Rendition.id(cutoutId, selected))
                .setParameter("cutoutId", cutoutId)
                .setParameter("fingerprint", Rendition.fingerprint(selected))
                .setParameter("origin", Origin.SELECTION)
                .setParameter("format", KeyFormat.PNG)
                .setParameter("status", RenditionStatus.READY)
                .setParameter("width", selected.width())
                .setParameter("height", selected.height())
                .setParameter("sizeBytes", selected.sizeBytes())
                .setParameter("sha256", selected.sha256())
                .setParameter("crc32", selected.crc32())
                .setParameter("objectKey", objectKey)
                .setParameter("readyAt", clock.instant())
                .executeUpdate()
            == 1;
    if (added) {
      rest.changed(cutoutId);
    }
    return added;
  }

  /** The renditions of the cutouts. */
  @Transactional
  public List<Rendition> of(Collection<String> cutoutIds) {
    return entities
        .createQuery(
            "from RenditionEntity where cutoutId in (:ids) order by id", RenditionEntity.class)
        .setParameter("ids", cutoutIds)
        .getResultList()
        .stream()
        .map(RenditionEntity::seen)
        .toList();
  }

  /** Whether one of the renditions is not ready, or not even wanted yet. */
  @Transactional
  public boolean anyMissing(String cutoutId, Collection<VariantSpec> wanted) {
    Set<String> ids = wanted.stream().map(spec -> Rendition.id(cutoutId, spec)).collect(toSet());
    return rows(ids).stream().filter(RenditionEntity::isReady).count() < ids.size();
  }

  /**
   * Removes the renditions of a cutout, as part of the transaction that removes its other rows.
   * Whatever names them is to be removed before.
   *
   * @return the keys of their objects
   * @throws HttpProblem 409 while one of them is being made, or may be
   */
  @Transactional
  public Set<String> remove(String cutoutId) {
    databaseClock.measure();
    List<RenditionEntity> rows =
        entities
            .createQuery(
                "from RenditionEntity where cutoutId = :id order by id", RenditionEntity.class)
            .setParameter("id", cutoutId)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    refuseWhileBusy(rows);
    entities
        .createQuery("delete RenditionEntity where cutoutId = :id")
        .setParameter("id", cutoutId)
        .executeUpdate();
    return rows.stream().map(row -> row.objectKey).filter(Objects::nonNull).collect(toSet());
  }

  private void refuseWhileBusy(List<RenditionEntity> rows) {
    Instant now = clock.instant();
    if (rows.stream().anyMatch(r -> r.claimedUntil != null && r.claimedUntil.isAfter(now))) {
      throw Problems.CUTOUT_BUSY.with(
          "The service is making a variant of this cutout. Delete the cutout when that has"
              + " finished.",
          COME_BACK);
    }
    rows.stream()
        .filter(row -> row.mayBeUnderWay(now))
        .map(row -> Duration.between(now, row.unsettledUntil))
        .max(Comparator.naturalOrder())
        .ifPresent(
            wait -> {
              throw Problems.CUTOUT_BUSY.with(
                  "The answer to a paid call for this cutout was lost, and the vendor may still be"
                      + " working on it. Delete the cutout when that is settled.",
                  wait);
            });
  }

  /** Whoever would have had what failed made again does so no more: part of that transaction. */
  @Transactional
  public void givenUp(String cutoutId) {
    rest.changed(cutoutId);
  }

  /** Those of the renditions that there are. */
  @Transactional
  List<RenditionEntity> rows(Collection<String> ids) {
    return entities
        .createQuery("from RenditionEntity where id in (:ids) order by id", RenditionEntity.class)
        .setParameter("ids", ids)
        .getResultList();
  }

  /** What the store has of those of the renditions that are ready. */
  @Transactional
  List<StoredResult> stored(Collection<String> ids) {
    return entities
        .createQuery(
            """
            select new dev.clearcut.rendition.StoredResult(
              id, format, objectKey, sizeBytes, sha256, crc32)
            from RenditionEntity where id in (:ids) and status = :ready
            """,
            StoredResult.class)
        .setParameter("ids", ids)
        .setParameter("ready", RenditionStatus.READY)
        .getResultList();
  }

  /** The renditions of a cutout that are not ready. */
  @Transactional
  List<RenditionEntity> open(String cutoutId) {
    return entities
        .createQuery(
            "from RenditionEntity where cutoutId = :id and status <> :ready order by id",
            RenditionEntity.class)
        .setParameter("id", cutoutId)
        .setParameter("ready", RenditionStatus.READY)
        .getResultList();
  }

  /** Writes the checksum of a result down, while it is still the result. */
  @Transactional
  void checked(StoredResult result) {
    entities
        .createQuery(
            "update RenditionEntity set crc32 = :crc32 where id = :id and objectKey = :key")
        .setParameter("crc32", result.crc32())
        .setParameter("id", result.renditionId())
        .setParameter("key", result.objectKey())
        .executeUpdate();
  }

  /** The photo of a cutout; empty when the cutout is deleted. */
  @Transactional
  Optional<StoredPhoto> photo(String cutoutId) {
    return entities
        .createQuery(
            """
            select new dev.clearcut.rendition.StoredPhoto(
              c.id, c.sha256, c.format, c.objectKey, c.uploadedAt)
            from CutoutEntity c where c.id = :id
            """,
            StoredPhoto.class)
        .setParameter("id", cutoutId)
        .getResultList()
        .stream()
        .findFirst();
  }

  /** Writes down when the vendor last received the photo. */
  @Transactional
  void uploaded(String cutoutId, Instant at) {
    entities
        .createQuery(
            """
            update CutoutEntity set uploadedAt = :at
            where id = :id and (uploadedAt is null or uploadedAt < :at)
            """)
        .setParameter("at", at)
        .setParameter("id", cutoutId)
        .executeUpdate();
  }

  /**
   * What all replicas together have claimed.
   *
   * @param claimed renditions that somebody is having made
   * @param overdue renditions whose claim has run out, and that nobody has taken over so far
   * @param longestOverdue how long ago the first of these ran out; zero when there is none
   */
  record OpenWork(long claimed, long overdue, Duration longestOverdue) {}

  /** What all replicas have not finished. */
  @Transactional
  OpenWork openWork() {
    Instant now = clock.instant();
    Object[] found =
        entities
            .createQuery(
                """
                select count(case when claimedUntil > :now then 1 end),
                  count(case when claimedUntil <= :now and status = :pending then 1 end),
                  min(case when status = :pending then claimedUntil end)
                from RenditionEntity where claimHolder is not null
                """,
                Object[].class)
            .setParameter("now", now)
            .setParameter("pending", RenditionStatus.PENDING)
            .getSingleResult();
    return new OpenWork(
        (Long) found[0],
        (Long) found[1],
        Optional.ofNullable((Instant) found[2])
            .filter(now::isAfter)
            .map(since -> Duration.between(since, now))
            .orElse(Duration.ZERO));
  }
}
