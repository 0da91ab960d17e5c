package dev.clearcut.work;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A task's id that is to run. The table is db-scheduler's, which picks rows by statements of its
 * own; it names further columns that nothing here asks for.
 */
@Entity
@IdClass(ScheduledTask.Key.class)
@Table(name = "scheduled_tasks")
class ScheduledTask {

  /** What the row is known by. */
  record Key(String task, String id) {}

  @Id
  @Column(name = "task_name")
  String task;

  @Id
  @Column(name = "task_instance")
  String id;

  /** When it runs; while it is picked, when it was to. */
  @Column(name = "execution_time")
  Instant executionTime;

  /** Whether a replica runs it. */
  boolean picked;

  @Column(name = "picked_by")
  String pickedBy;

  @Column(name = "last_heartbeat")
  Instant lastHeartbeat;

  @Column(name = "last_success")
  Instant lastSuccess;

  @Column(name = "consecutive_failures")
  Integer consecutiveFailures;

  /** Raised by each replica that picks it: a fence. */
  long version;

  /** Ours: when somebody wanted it to run while it ran; null when nobody did. */
  @Column(name = "again_at")
  Instant againAt;
}
