package dev.clearcut.batch;

import static java.math.BigDecimal.ZERO;

import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rows of batches. A change locks the row of the batch before anything else, so that its
 * revision rises in the order in which changes can be seen.
 */
@ApplicationScoped
class BatchRepository {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Duration RATE = Duration.ofMinutes(1);
  private static final int FLUSH = 500;

  private final EntityManager entities;
  private final InstantSource clock;

  BatchRepository(EntityManager entities, InstantSource clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * One batch.
   *
   * @throws HttpProblem 404 when there is none
   */
  @Transactional
  BatchEntity get(String id) {
    return find(id, LockModeType.NONE).orElseThrow(BatchRepository::noSuchBatch);
  }

  /** One batch, locked until the transaction of the caller ends; likewise. */
  @Transactional(TxType.MANDATORY)
  BatchEntity lock(String id) {
    return find(id, LockModeType.PESSIMISTIC_WRITE).orElseThrow(BatchRepository::noSuchBatch);
  }

  @Transactional
  Optional<BatchEntity> find(String id, LockModeType lock) {
    return ID.matcher(id).matches()
        ? Optional.ofNullable(entities.find(BatchEntity.class, id, lock))
        : Optional.empty();
  }

  private static HttpProblem noSuchBatch() {
    return Problems.NO_SUCH_RESOURCE.with(
        "There is no batch with this id. POST /batches opens one; GET /batches lists them.");
  }

  /** Writes a new batch and its items. */
  @Transactional(TxType.MANDATORY)
  void add(BatchEntity batch, List<ItemEntity> items) {
    entities.persist(batch);
    for (int from = 0; from < items.size(); from += FLUSH) {
      items.subList(from, Math.min(items.size(), from + FLUSH)).forEach(entities::persist);
      entities.flush();
      entities.clear();
    }
  }

  /** The newest batches, at most so many, from where a page ended. */
  @Transactional
  List<BatchEntity> list(Optional<BatchStatus> status, Optional<BatchEntity> after, int most) {
    String query =
        "from BatchEntity where 1 = 1"
            + (status.isPresent() ? " and status = :status" : "")
            + (after.isPresent() ? " and (createdAt < :at or createdAt = :at and id < :id)" : "")
            + " order by createdAt desc, id desc";
    TypedQuery<BatchEntity> batches =
        entities.createQuery(query, BatchEntity.class).setMaxResults(most);
    status.ifPresent(value -> batches.setParameter("status", value));
    after.ifPresent(last -> batches.setParameter("at", last.createdAt).setParameter("id", last.id));
    return batches.getResultList();
  }

  /** Items in the caller's order. */
  @Transactional
  List<ItemEntity> items(String batchId, Optional<ItemStatus> status, int after, int most) {
    TypedQuery<ItemEntity> items =
        entities
            .createQuery(
                "from ItemEntity where batchId = :batch and position > :after"
                    + (status.isPresent() ? " and status = :status" : "")
                    + " order by position",
                ItemEntity.class)
            .setParameter("batch", batchId)
            .setParameter("after", after)
            .setMaxResults(most);
    status.ifPresent(value -> items.setParameter("status", value));
    return items.getResultList();
  }

  /** Items that have changed after a revision, in the order of their last changes. */
  @Transactional
  List<ItemEntity> changes(String batchId, long after, int most) {
    return entities
        .createQuery(
            "from ItemEntity where batchId = :batch and revision > :after order by revision",
            ItemEntity.class)
        .setParameter("batch", batchId)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultList();
  }

  /** An item by the caller's reference. */
  @Transactional
  Optional<ItemEntity> item(String batchId, String ref) {
    return entities
        .createQuery("from ItemEntity where batchId = :batch and ref = :ref", ItemEntity.class)
        .setParameter("batch", batchId)
        .setParameter("ref", ref)
        .getResultStream()
        .findFirst();
  }

  ItemEntity item(String id) {
    return entities.find(ItemEntity.class, id);
  }

  /**
   * What the items of a batch come to.
   *
   * @param lately how many ended within the last minute
   */
  record Totals(Map<ItemStatus, Long> counts, BigDecimal credits, BigDecimal saved, long lately) {

    long of(ItemStatus status) {
      return counts.getOrDefault(status, 0L);
    }

    long all() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Adds up the items of a batch, by one query. */
  @Transactional
  Totals totals(String batchId) {
    Map<ItemStatus, Long> counts = new EnumMap<>(ItemStatus.class);
    BigDecimal credits = ZERO;
    BigDecimal saved = ZERO;
    long lately = 0;
    for (Object[] row :
        entities
            .createQuery(
                """
                select status, count(*), sum(credits), sum(saved),
                  sum(case when endedAt > :since then 1 else 0 end)
                from ItemEntity where batchId = :batch group by status
                """,
                Object[].class)
            .setParameter("batch", batchId)
            .setParameter("since", clock.instant().minus(RATE))
            .getResultList()) {
      counts.put((ItemStatus) row[0], (Long) row[1]);
      credits = credits.add((BigDecimal) row[2]);
      saved = saved.add((BigDecimal) row[3]);
      lately += (Long) row[4];
    }
    return new Totals(counts, credits, saved, lately);
  }

  /**
   * Cancels the items of one status for which nothing can have been paid, each under a revision of
   * its own; the batch is locked.
   */
  @Transactional(TxType.MANDATORY)
  void cancel(BatchEntity batch, ItemStatus from) {
    long before = batch.revision;
    batch.revision += batch.size;
    entities
        .createQuery(
            """
            update ItemEntity set status = :to, revision = :before + position, endedAt = :now
            where batchId = :batch and status = :from and (tries = 0 or cutoutId is null)
            """)
        .setParameter("to", ItemStatus.CANCELLED)
        .setParameter("before", before)
        .setParameter("now", clock.instant())
        .setParameter("batch", batch.id)
        .setParameter("from", from)
        .executeUpdate();
  }

  /**
   * Has the failed items wait for their turn again that have a photo, or know where to fetch it;
   * the batch is locked.
   *
   * @return how many
   */
  @Transactional(TxType.MANDATORY)
  int retryFailed(BatchEntity batch) {
    long before = batch.revision;
    batch.revision += batch.size;
    return entities
        .createQuery(
            """
            update ItemEntity set status = :to, revision = :before + position, tries = 0,
              notBefore = null, problemType = null, problemDetail = null, endedAt = null
            where batchId = :batch and status = :from
              and (cutoutId is not null or imageUrl is not null)
            """)
        .setParameter("to", ItemStatus.WAITING)
        .setParameter("before", before)
        .setParameter("batch", batch.id)
        .setParameter("from", ItemStatus.FAILED)
        .executeUpdate();
  }

  /** Whether an item of one of the statuses is left. */
  @Transactional
  boolean hasAny(String batchId, ItemStatus... statuses) {
    return !entities
        .createQuery(
            "select id from ItemEntity where batchId = :batch and status in (:statuses)",
            String.class)
        .setParameter("batch", batchId)
        .setParameter("statuses", List.of(statuses))
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** What a lane had begun when its replica died. */
  @Transactional
  List<ItemEntity> begunBy(String lane) {
    return entities
        .createQuery(
            "from ItemEntity where lane = :lane and status = :working order by id",
            ItemEntity.class)
        .setParameter("lane", lane)
        .setParameter("working", ItemStatus.WORKING)
        .getResultList();
  }

  /** The running batch that was served longest ago, of those that have something to begin. */
  @Transactional
  Optional<String> nextBatch() {
    return entities
        .createQuery(
            """
            select b.id from BatchEntity b where b.status = :running and exists (
              select 1 from ItemEntity i where i.batchId = b.id and i.status = :waiting
                and (i.notBefore is null or i.notBefore <= :now))
            order by b.servedAt nulls first, b.id
            """,
            String.class)
        .setParameter("running", BatchStatus.RUNNING)
        .setParameter("waiting", ItemStatus.WAITING)
        .setParameter("now", clock.instant())
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /**
   * The first item of a batch that may be begun. The same photo is made for one item at a time, so
   * that it is known which one has paid.
   */
  @Transactional(TxType.MANDATORY)
  Optional<ItemEntity> nextItem(String batchId) {
    return entities
        .createQuery(
            """
            from ItemEntity i where i.batchId = :batch and i.status = :waiting
              and (i.notBefore is null or i.notBefore <= :now)
              and not exists (
                select 1 from ItemEntity o where o.cutoutId = i.cutoutId and o.status = :working)
            order by i.position
            """,
            ItemEntity.class)
        .setParameter("batch", batchId)
        .setParameter("waiting", ItemStatus.WAITING)
        .setParameter("working", ItemStatus.WORKING)
        .setParameter("now", clock.instant())
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** The cutouts that this batch made and that no other batch has. */
  @Transactional
  List<String> ownCutouts(String batchId) {
    return entities
        .createQuery(
            """
            select distinct i.cutoutId from ItemEntity i where i.batchId = :batch and i.added = true
              and not exists (
                select 1 from ItemEntity o where o.cutoutId = i.cutoutId and o.batchId <> :batch)
            """,
            String.class)
        .setParameter("batch", batchId)
        .getResultList();
  }

  /** How many items have a photo that nobody has fetched yet. */
  @Transactional
  long countToFetch(String batchId) {
    return entities
        .createQuery(
            "select count(*) from ItemEntity where batchId = :batch and imageUrl is not null",
            Long.class)
        .setParameter("batch", batchId)
        .getSingleResult();
  }

  /** The cutouts of all items, each once. */
  @Transactional
  List<String> cutouts(String batchId) {
    return entities
        .createQuery(
            "select distinct cutoutId from ItemEntity"
                + " where batchId = :batch and cutoutId is not null",
            String.class)
        .setParameter("batch", batchId)
        .getResultList();
  }

  @Transactional(TxType.MANDATORY)
  void remove(BatchEntity batch) {
    entities
        .createQuery("delete ItemEntity where batchId = :batch")
        .setParameter("batch", batch.id)
        .executeUpdate();
    entities.remove(batch);
  }

  /**
   * What all batches have before them.
   *
   * @param unserved the time since when the batch that was served longest ago has waited; null when
   *     none waits
   */
  record Open(Map<BatchStatus, Long> batches, Map<ItemStatus, Long> items, Instant unserved) {}

  /** What all batches have before them, for the metrics. */
  @Transactional
  Open open() {
    Map<BatchStatus, Long> batches = new EnumMap<>(BatchStatus.class);
    for (Object[] row :
        entities
            .createQuery(
                "select status, count(*) from BatchEntity where endedAt is null group by status",
                Object[].class)
            .getResultList()) {
      batches.put((BatchStatus) row[0], (Long) row[1]);
    }
    Map<ItemStatus, Long> items = new EnumMap<>(ItemStatus.class);
    for (Object[] row :
        entities
            .createQuery(
                """
                select i.status, count(*) from ItemEntity i join BatchEntity b on b.id = i.batchId
                where b.status in (:statuses) and i.status in (:open) group by i.status
                """,
                Object[].class)
            .setParameter(
                "statuses", List.of(BatchStatus.RUNNING, BatchStatus.PAUSED, BatchStatus.CANCELLED))
            .setParameter("open", List.of(ItemStatus.WAITING, ItemStatus.WORKING))
            .getResultList()) {
      items.put((ItemStatus) row[0], (Long) row[1]);
    }
    Instant unserved =
        entities
            .createQuery(
                "select min(coalesce(servedAt, startedAt)) from BatchEntity where status ="
                    + " :running",
                Instant.class)
            .setParameter("running", BatchStatus.RUNNING)
            .getSingleResult();
    return new Open(batches, items, unserved);
  }
}
