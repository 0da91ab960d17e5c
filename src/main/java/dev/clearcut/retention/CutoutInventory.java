package dev.clearcut.retention;

import dev.clearcut.api.model.HandoffStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What there is to clean up; queries here name entities of other rooms, and no code their classes.
 */
@ApplicationScoped
class CutoutInventory {

  private final EntityManager entities;

  CutoutInventory(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * A cutout.
   *
   * @param bytes of the photo and of all results
   */
  record Item(String id, long bytes) {}

  /** How much there is. */
  record Stock(long cutouts, long bytes) {}

  /** Photos of a batch that was started and has not ended are needed, however old they are. */
  private static final String NOT_NEEDED =
      """
       and not exists (
        select 1 from ItemEntity i join BatchEntity b on b.id = i.batchId
        where i.cutoutId = c.id and b.endedAt is null
          and (b.startedAt is not null or b.createdAt >= :time))
      """;

  /** The oldest cutouts made before a time, at most so many. */
  @Transactional
  List<Item> madeBefore(Instant time, int most) {
    return entities
        .createQuery(
            """
            select c.id, c.sizeBytes + coalesce(
              (select sum(r.sizeBytes) from RenditionEntity r where r.cutoutId = c.id), 0)
            from CutoutEntity c where c.createdAt < :time
            """
                + NOT_NEEDED
                + " order by c.createdAt, c.id",
            Object[].class)
        .setParameter("time", time)
        .setMaxResults(most)
        .getResultStream()
        .map(row -> new Item((String) row[0], ((Number) row[1]).longValue()))
        .toList();
  }

  /** How much of it was made before a time. */
  @Transactional
  Stock stockBefore(Instant time) {
    Object[] photos =
        entities
            .createQuery(
                "select count(c), coalesce(sum(c.sizeBytes), 0) from CutoutEntity c"
                    + " where c.createdAt < :time"
                    + NOT_NEEDED,
                Object[].class)
            .setParameter("time", time)
            .getSingleResult();
    Long results =
        entities
            .createQuery(
                "select coalesce(sum(r.sizeBytes), 0) from RenditionEntity r"
                    + " join CutoutEntity c on c.id = r.cutoutId where c.createdAt < :time"
                    + NOT_NEEDED,
                Long.class)
            .setParameter("time", time)
            .getSingleResult();
    return new Stock(((Number) photos[0]).longValue(), ((Number) photos[1]).longValue() + results);
  }

  /**
   * Forgets the batches that ended before a time, or were opened before it and never started, and
   * the handoffs that were opened before it. Their cutouts go by their own age.
   */
  @Transactional
  void forgetJobs(Instant time) {
    String old =
        "from BatchEntity b where b.endedAt < :time"
            + " or b.startedAt is null and b.endedAt is null and b.createdAt < :time";
    entities
        .createQuery("delete ItemEntity i where i.batchId in (select b.id " + old + ")")
        .setParameter("time", time)
        .executeUpdate();
    entities.createQuery("delete " + old).setParameter("time", time).executeUpdate();
    entities
        .createQuery("delete HandoffEntity h where h.createdAt < :time and h.status <> :underWay")
        .setParameter("time", time)
        .setParameter("underWay", HandoffStatus.PROCESSING)
        .executeUpdate();
  }

  /** Whether there is no cutout at all. */
  @Transactional
  boolean isEmpty() {
    return entities
        .createQuery("select c.id from CutoutEntity c", String.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Those of the objects that a row holds. */
  @Transactional
  Set<String> held(Collection<String> objectKeys) {
    Set<String> held = new HashSet<>(held("CutoutEntity", objectKeys));
    held.addAll(held("RenditionEntity", objectKeys));
    held.addAll(held("SelectionEntity", objectKeys));
    return held;
  }

  private List<String> held(String entity, Collection<String> objectKeys) {
    return entities
        .createQuery(
            "select e.objectKey from " + entity + " e where e.objectKey in (:keys)", String.class)
        .setParameter("keys", objectKeys)
        .getResultList();
  }
}
