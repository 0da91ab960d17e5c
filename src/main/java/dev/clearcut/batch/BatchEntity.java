package dev.clearcut.batch;

import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.PauseReason;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** Many photos, one job. Whoever changes it or one of its items locks this row first. */
@Entity
@Table(name = "batch")
class BatchEntity {

  @Id String id;

  String name;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "started_at")
  Instant startedAt;

  @Column(name = "ended_at")
  Instant endedAt;

  @Enumerated(EnumType.STRING)
  BatchStatus status;

  /** Null unless it is paused. */
  @Enumerated(EnumType.STRING)
  PauseReason reason;

  /** When it tries to go on by itself; null when it does not. */
  @Column(name = "resumes_at")
  Instant resumesAt;

  /** How often it paused by itself since the last item that went well. */
  int pauses;

  /** What is made of each photo: a JSON array of variant requests. */
  @Column(length = 1_000_000)
  String wanted;

  /** How many items it has. */
  @Column(name = "size_")
  int size;

  /** What it costs at most. */
  BigDecimal estimated;

  /** Rises with every change, of this row or of an item. */
  long revision;

  /** When an item of it was last begun. */
  @Column(name = "served_at")
  Instant servedAt;

  boolean hasEnded() {
    return switch (status) {
      case OPEN, RUNNING, PAUSED -> false;
      case READY, PARTLY, FAILED, CANCELLED -> true;
    };
  }

  /** It goes on, or begins to. */
  void run() {
    status = BatchStatus.RUNNING;
    reason = null;
    resumesAt = null;
    endedAt = null;
    revision++;
  }

  /** It begins nothing new. */
  void pause(PauseReason why, Instant until) {
    status = BatchStatus.PAUSED;
    reason = why;
    resumesAt = until;
    revision++;
  }

  /** Nothing is left to do. */
  void end(BatchStatus how, Instant now) {
    status = how;
    reason = null;
    resumesAt = null;
    endedAt = now;
    revision++;
  }
}
