package dev.clearcut.handoff;

import dev.clearcut.api.model.HandoffKind;
import dev.clearcut.api.model.HandoffStatus;
import dev.clearcut.backgroundcut.BackgroundCut;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A photo that a browser sends to the vendor itself; for one paid call at most. */
@Entity
@Table(name = "handoff")
class HandoffEntity {

  @Id String id;

  @Column(name = "created_at")
  Instant createdAt;

  @Enumerated(EnumType.STRING)
  HandoffKind kind;

  /** As the last change has left it. */
  @Enumerated(EnumType.STRING)
  HandoffStatus status;

  @Column(name = "file_name")
  String fileName;

  /** What is made of the photo: a JSON array of variant requests; none of a selection. */
  @Column(length = 1_000_000)
  String wanted;

  /** The vendor's name of the photo that the paid call is signed for; null before that. */
  @Column(name = "unique_filename", length = 1024)
  String uniqueFilename;

  /** Of the signed paid call; null before it was signed, and when it is not good any more. */
  @Column(length = 100_000)
  String token;

  /** Until when the paid call may be made; null before it was signed. */
  @Column(name = "signed_until")
  Instant signedUntil;

  /** Under which its price was booked as uncertain; null when it was not. */
  @Column(name = "call_id")
  String callId;

  /** Null before it is completed. */
  @Column(name = "cutout_id")
  String cutoutId;

  /** As of now: what the browser did not upload while the vendor keeps it has expired. */
  HandoffStatus status(Instant now) {
    return status == HandoffStatus.WAITING_FOR_UPLOAD
            && now.isAfter(createdAt.plus(BackgroundCut.KEEPS_FILES))
        ? HandoffStatus.EXPIRED
        : status;
  }

  /** Under which its price is set aside. */
  String subject() {
    return "handoff/" + id;
  }
}
