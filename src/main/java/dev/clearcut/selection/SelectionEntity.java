package dev.clearcut.selection;

import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.Failure;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** What is selected of one photo, and the claim on the paid call that starts its session. */
@Entity
@Table(name = "selection")
class SelectionEntity {

  @Id String id;

  /** Null when the photo is not here. */
  @Column(name = "cutout_id")
  String cutoutId;

  @Column(name = "created_at")
  Instant createdAt;

  /** Of the upright photo. */
  int width;

  int height;

  /** Counts the starts that were sent. */
  @Column(name = "claim_number")
  long claimNumber;

  /** Until when the last start counts as running; null when its end was seen. */
  @Column(name = "unsettled_until")
  Instant unsettledUntil;

  /** Why the last start failed; null when it has not. */
  String failure;

  @Enumerated(EnumType.STRING)
  @Column(name = "failure_type")
  Problems failureType;

  /** The vendor's name of the session; null when there is none. */
  @Column(name = "session_name")
  String session;

  /** When the last session was started; null when none was. */
  @Column(name = "started_at")
  Instant startedAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  BigDecimal credits;

  /** The last number that was given to a request; it never falls. */
  @Column(name = "request_number")
  int requestNumber;

  /** The number of the request whose answer is shown. */
  @Column(name = "shown_number")
  int shownNumber;

  /** Of what is shown. */
  @Column(length = 10_000)
  String points;

  /** Where our object store has the picture; null when nothing is shown. */
  @Column(name = "object_key")
  String objectKey;

  @Column(name = "size_bytes")
  Long sizeBytes;

  String sha256;

  /** When it was last kept as a variant; null when it never was. */
  @Column(name = "finished_at")
  Instant finishedAt;

  /** Whether the vendor knows its session. */
  boolean isLive(Instant now) {
    return session != null && now.isBefore(expiresAt);
  }

  /** Whether a start of it counts as running at the vendor. */
  boolean mayBeStarting(Instant now) {
    return unsettledUntil != null && now.isBefore(unsettledUntil);
  }

  /** The end of the last start is known. */
  void settle(Failure why) {
    unsettledUntil = null;
    failure = why == null ? null : why.sentence();
    failureType = why == null ? null : why.type();
  }

  /** Whether this is what is shown. */
  boolean shows(Points given) {
    return given.equals(Points.of(points)) && (objectKey != null || given.none());
  }
}
