package dev.clearcut.rendition;

import dev.clearcut.api.model.Delivered;
import dev.clearcut.api.model.Origin;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import dev.clearcut.photo.PhotoFormat;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.variant.VariantSpec;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** One distinct result of a photo, under however many variant names: what is paid for. */
@Entity
@Table(name = "rendition")
class RenditionEntity {

  private static final Duration FIRST_LOOK = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** {@code <cutout id>/<fingerprint>}. */
  @Id String id;

  @Column(name = "cutout_id")
  String cutoutId;

  String fingerprint;

  @Enumerated(EnumType.STRING)
  Origin origin;

  @Enumerated(EnumType.STRING)
  KeyFormat format;

  /** As the next four, what was asked for: null of what a selection made. */
  @Enumerated(EnumType.STRING)
  Quality quality;

  @Column(name = "max_resolution")
  Integer maxResolution;

  String background;
  Integer compression;
  Boolean autocrop;

  @Enumerated(EnumType.STRING)
  RenditionStatus status;

  /** How often the vendor was asked to make it. */
  int attempts;

  /** What the vendor charged for it; null as long as that is not known. */
  BigDecimal credits;

  /** How often it was paid for again because the vendor had lost it before it was fetched. */
  int repurchases;

  String failure;

  /** What kind of problem the last failure was; null when there was none. */
  @Enumerated(EnumType.STRING)
  @Column(name = "failure_type")
  Problems failureType;

  /**
   * The number of the last claim. It begins with the time, so that after a deletion no number comes
   * again.
   */
  @Column(name = "claim_number")
  long claimNumber;

  /** Who is having it made; null when nobody is. */
  @Column(name = "claim_holder")
  String claimHolder;

  /**
   * When the claim ends unless it is renewed; in the past: its holder died or gave up. Without a
   * holder, when somebody has to see to it at the latest.
   */
  @Column(name = "claimed_until")
  Instant claimedUntil;

  /** When the last paid call was sent; null when none was. */
  @Column(name = "asked_at")
  Instant askedAt;

  /**
   * Until when the last paid call counts as running at the vendor: from when it is sent until its
   * end is seen. Nobody sends another one before. Null when none runs.
   */
  @Column(name = "unsettled_until")
  Instant unsettledUntil;

  /** How many paid calls ended unseen since this was asked for, or asked for after a failure. */
  @Column(name = "unseen_calls")
  int unseenCalls;

  /** When the vendor is looked at again for what may be paid for although this failed, or null. */
  @Column(name = "look_at")
  Instant lookAt;

  /** Its part of the last paid call's price, as long as it is not known whether it was charged. */
  @Column(name = "unsettled_credits")
  BigDecimal unsettledCredits;

  Integer width;
  Integer height;

  @Column(name = "size_bytes")
  Long sizeBytes;

  String sha256;

  /** As a ZIP file has it; null for what was stored before it was written down. */
  Long crc32;

  /** Where our object store has the result, or is about to; null as long as there was none. */
  @Column(name = "object_key")
  String objectKey;

  @Column(name = "ready_at")
  Instant readyAt;

  /** A row that is not in the database so far, of something to be made. */
  static RenditionEntity pending(String cutoutId, VariantSpec spec) {
    RenditionEntity row = new RenditionEntity();
    row.id = Rendition.id(cutoutId, spec);
    row.cutoutId = cutoutId;
    row.fingerprint = spec.fingerprint();
    row.origin = Origin.PROCESS;
    row.format = spec.format();
    row.quality = spec.quality();
    row.maxResolution = spec.maxResolution();
    row.background = spec.background();
    row.compression = spec.compression();
    row.autocrop = spec.autocrop();
    row.status = RenditionStatus.PENDING;
    return row;
  }

  BigDecimal creditsOrNone() {
    return credits == null ? BigDecimal.ZERO : credits;
  }

  BigDecimal unsettledCreditsOrNone() {
    return unsettledCredits == null ? BigDecimal.ZERO : unsettledCredits;
  }

  /** Whether it can be claimed to be made: nobody makes it, or it has failed. */
  boolean mayBeMade(Instant now) {
    return status == RenditionStatus.FAILED || isLeft(now);
  }

  /** Whether it is to be made, and nobody makes it. */
  boolean isLeft(Instant now) {
    return status == RenditionStatus.PENDING && isUnclaimed(now);
  }

  /** Whether it has failed, and nobody looks for it. */
  boolean mayBeLookedFor(Instant now) {
    return status == RenditionStatus.FAILED && isUnclaimed(now);
  }

  /** Whether a result that somebody else has had made can become this one. */
  boolean mayBeTakenIn(Instant now) {
    return mayBeMade(now) && unsettledCredits == null && unsettledUntil == null;
  }

  /** What is stored under its key is the result, and nobody need see to it any more. */
  void ready(Picture delivered, Instant now) {
    status = RenditionStatus.READY;
    failure = null;
    failureType = null;
    unsettledUntil = null;
    lookAt = null;
    width = delivered.width();
    height = delivered.height();
    sizeBytes = delivered.sizeBytes();
    sha256 = delivered.sha256();
    crc32 = delivered.crc32();
    readyAt = now;
    claimHolder = null;
    claimedUntil = null;
  }

  /** Whether nobody works on it, and it need not be left alone for a moment. */
  private boolean isUnclaimed(Instant now) {
    return claimedUntil == null
        || !claimedUntil.isAfter(now)
        || (claimHolder == null && unsettledUntil == null);
  }

  /**
   * When somebody has to see to it unasked, by when its holder may be dead; null when nobody has
   * to.
   */
  Instant due() {
    return switch (status) {
      case PENDING -> claimedUntil;
      case FAILED -> claimHolder == null ? lookAt : claimedUntil;
      case READY -> null;
    };
  }

  /** It is made, or made again: what went wrong before is forgotten. */
  void begin() {
    unseenCalls = status == RenditionStatus.PENDING ? unseenCalls : 0;
    status = RenditionStatus.PENDING;
    failure = null;
    failureType = null;
    lookAt = null;
  }

  /** The last paid call was charged. */
  void charge() {
    repurchases += credits == null ? 0 : 1;
    credits = creditsOrNone().add(unsettledCreditsOrNone());
    settle();
  }

  /** It is known what became of the last paid call. */
  void settle() {
    unsettledUntil = null;
    unsettledCredits = null;
  }

  /** Whether a paid call for it counts as running at the vendor. */
  boolean mayBeUnderWay(Instant now) {
    return unsettledUntil != null && now.isBefore(unsettledUntil);
  }

  /**
   * When to look, after a failure, for what may be paid for: seldom and more seldom, as long as the
   * vendor keeps it. Null when nothing is paid for, or when the vendor has it no longer.
   */
  Instant nextLook(Instant now) {
    if (askedAt == null || (credits == null && unsettledCredits == null)) {
      return null;
    }
    Duration age = Duration.between(askedAt, now);
    if (age.compareTo(BackgroundCut.KEEPS_FILES) > 0) {
      return null;
    }
    Duration pause = age.dividedBy(4);
    if (pause.compareTo(FIRST_LOOK) < 0) {
      return now.plus(FIRST_LOOK);
    }
    return now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  boolean isReady() {
    return status == RenditionStatus.READY;
  }

  /** What others see of it. */
  Rendition seen() {
    return new Rendition(
        id,
        cutoutId,
        fingerprint,
        origin,
        origin == Origin.PROCESS ? spec() : null,
        status,
        attempts,
        repurchases,
        creditsOrNone(),
        failure,
        isReady()
            ? new Delivered(PhotoFormat.of(format).mediaType(), width, height, sizeBytes, sha256)
            : null);
  }

  VariantSpec spec() {
    return new VariantSpec(format, quality, maxResolution, background, compression, autocrop);
  }
}
