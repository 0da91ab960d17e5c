package dev.clearcut.work;

import static dev.clearcut.testing.Patience.await;

import dev.clearcut.work.ScheduledTasks.Backlog;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What is scheduled, for tests: they say when it is time to look, and wait until it is done. */
@ApplicationScoped
@Unremovable
public class Due {

  private static final Duration POLL = Duration.ofMillis(2);

  private final Engine engine;
  private final Dispatcher dispatcher;
  private final ScheduledTasks rows;
  private final EntityManager entities;
  private final InstantSource clock;

  Due(
      Engine engine,
      Dispatcher dispatcher,
      ScheduledTasks rows,
      EntityManager entities,
      InstantSource clock) {
    this.engine = engine;
    this.dispatcher = dispatcher;
    this.rows = rows;
    this.entities = entities;
    this.clock = clock;
  }

  /** Returns when all that is due has run. */
  public void run() {
    await().pollDelay(Duration.ZERO).pollInterval(POLL).until(this::isDone);
  }

  private boolean isDone() {
    List<Backlog> backlog = rows.backlog();
    if (!backlog.stream().allMatch(Backlog::picked)) {
      dispatcher.look();
    }
    return backlog.isEmpty();
  }

  /** When the task runs for the id; null when it does not. */
  @Transactional
  public Instant time(String task, String id) {
    ScheduledTask row = entities.find(ScheduledTask.class, new ScheduledTask.Key(task, id));
    return row == null ? null : row.executionTime;
  }

  /** It is time to run it. */
  @Transactional
  public void now(String task, String id) {
    engine.schedule(task, id, clock.instant());
  }

  /** What others have left runs no more. */
  public void forgetAll() {
    run();
    clear();
  }

  /** It runs no more. */
  @Transactional
  void forget(String task) {
    entities
        .createQuery("delete ScheduledTask where task = :task")
        .setParameter("task", task)
        .executeUpdate();
  }

  @Transactional
  void clear() {
    entities.createQuery("delete ScheduledTask where picked = false").executeUpdate();
  }
}
