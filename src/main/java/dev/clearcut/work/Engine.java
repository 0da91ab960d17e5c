package dev.clearcut.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Runs what is to run later. What is scheduled is part of the caller's transaction: it is there
 * when that is committed, and begins at once then, here or on another replica. The work of a
 * replica that dies is begun again when a lease has passed.
 */
@ApplicationScoped
public class Engine {

  /**
   * How many signs of life a replica gives in the time of a lease: one that fails, and the next
   * one, lose nothing.
   */
  public static final int SIGNS_OF_LIFE = 4;

  private final ScheduledTasks rows;
  private final Dispatcher dispatcher;
  private final TransactionSynchronizationRegistry transaction;
  private final InstantSource clock;

  Engine(
      ScheduledTasks rows,
      Dispatcher dispatcher,
      TransactionSynchronizationRegistry transaction,
      InstantSource clock) {
    this.rows = rows;
    this.dispatcher = dispatcher;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Has the task run for the id as soon as the caller's transaction is committed; without one, at
   * once. If it runs for the id already, it runs once more afterwards.
   *
   * @param task the task's name
   * @param id of up to 100 characters; all that the task is told
   */
  @Transactional
  public void schedule(String task, String id) {
    schedule(task, id, clock.instant());
  }

  /**
   * Has the task run for the id then. If it is to run for the id already, that is moved to an
   * earlier time, never to a later one. Part of the caller's transaction.
   *
   * @throws IllegalArgumentException when there is no such task
   */
  @Transactional
  public void schedule(String task, String id, Instant at) {
    if (!dispatcher.tasks().contains(task)) {
      throw new IllegalArgumentException("There is no task " + task);
    }
    rows.add(task, id, at);
    transaction.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // Nothing is there yet.
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              dispatcher.lookAt(at);
            }
          }
        });
  }

  /**
   * Has the task not run for the id; what runs already ends as it likes. Part of the caller's
   * transaction.
   */
  @Transactional
  public void cancel(String task, String id) {
    rows.remove(task, id);
  }

  /** For how many ids the task runs or is due, at all replicas. */
  public long due(String task) {
    return rows.countDue(task);
  }
}
