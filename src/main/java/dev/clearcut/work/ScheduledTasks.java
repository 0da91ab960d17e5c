package dev.clearcut.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tasks as rows. db-scheduler's own client would ask before it inserts, and its insert of what
 * somebody else has just inserted would end the caller's transaction. Nor does it keep what is
 * asked for while a task runs.
 */
@ApplicationScoped
class ScheduledTasks {

  private static final String ROW = "where task = :task and id = :id";

  private final EntityManager entities;
  private final InstantSource clock;

  ScheduledTasks(EntityManager entities, InstantSource clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * Has it run then; when it is to run already, then or before, whichever is sooner. These are two
   * statements, because on H2 an insert "on conflict do update" fails when somebody inserts the
   * same; what is deleted between them is inserted again.
   */
  @Transactional
  void add(String task, String id, Instant at) {
    boolean there = false;
    while (!there) {
      there = insert(task, id, at) || moveUp(task, id, at);
    }
  }

  private boolean insert(String task, String id, Instant at) {
    return row(
                """
                insert into ScheduledTask (task, id, executionTime, picked, version)
                values (:task, :id, :at, false, 1)
                on conflict do nothing
                """,
                task,
                id)
            .setParameter("at", at)
            .executeUpdate()
        == 1;
  }

  private boolean moveUp(String task, String id, Instant at) {
    return row(
                """
                update ScheduledTask set
                  executionTime =
                    case when picked = true or executionTime < :at then executionTime else :at end,
                  againAt =
                    case when picked = true and (againAt is null or againAt > :at)
                      then :at else againAt end
                """
                    + ROW,
                task,
                id)
            .setParameter("at", at)
            .executeUpdate()
        == 1;
  }

  /** Forgets it; what runs may end, and does not run again unless it says so itself. */
  @Transactional
  void remove(String task, String id) {
    if (row("delete ScheduledTask " + ROW + " and picked = false", task, id).executeUpdate() == 0) {
      row("update ScheduledTask set againAt = null " + ROW, task, id).executeUpdate();
    }
  }

  /**
   * Notes that it ran to its end, unless somebody else has picked it since.
   *
   * @param version of the row that was picked
   * @param next when it wants to run again
   * @return whether it is to run again, as it or somebody else wants
   */
  @Transactional
  boolean ran(String task, String id, long version, Optional<Instant> next) {
    String mine = ROW + " and version = :version";
    if (next.isEmpty()
        && row("delete ScheduledTask " + mine + " and againAt is null", task, id)
                .setParameter("version", version)
                .executeUpdate()
            == 1) {
      return false;
    }
    Query again =
        row(
            """
            update ScheduledTask set picked = false, pickedBy = null, lastHeartbeat = null,
              lastSuccess = :now, consecutiveFailures = 0, version = version + 1,
              executionTime = %s, againAt = null
            """
                    .formatted(
                        next.isEmpty()
                            ? "againAt"
                            : "case when againAt < :next then againAt else :next end")
                + mine,
            task,
            id);
    next.ifPresent(at -> again.setParameter("next", at));
    return again
            .setParameter("now", clock.instant())
            .setParameter("version", version)
            .executeUpdate()
        == 1;
  }

  private Query row(String statement, String task, String id) {
    return entities.createQuery(statement).setParameter("task", task).setParameter("id", id);
  }

  /** What of a task runs or is due at all replicas. */
  @Transactional
  long countDue(String task) {
    return entities
        .createQuery(
            """
            select count(*) from ScheduledTask
            where task = :task and (picked = true or executionTime <= :now)
            """,
            Long.class)
        .setParameter("task", task)
        .setParameter("now", clock.instant())
        .getSingleResult();
  }

  /**
   * What of a task is due.
   *
   * @param picked whether a replica has begun it
   * @param longest for how long the first of it has been due
   */
  record Backlog(String task, boolean picked, long count, Duration longest) {}

  /** What runs or is due at all replicas. */
  @Transactional
  List<Backlog> backlog() {
    Instant now = clock.instant();
    return entities
        .createQuery(
            """
            select task, picked, count(*), min(executionTime) from ScheduledTask
            where picked = true or executionTime <= :now
            group by task, picked
            """,
            Object[].class)
        .setParameter("now", now)
        .getResultStream()
        .map(
            row ->
                new Backlog(
                    (String) row[0],
                    (Boolean) row[1],
                    (Long) row[2],
                    Duration.between((Instant) row[3], now)))
        .toList();
  }
}
