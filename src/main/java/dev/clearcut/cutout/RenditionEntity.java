package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import dev.clearcut.problem.Problems;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** One distinct result of a photo, under however many variant names: what is paid for. */
@Entity
@Table(name = "rendition")
class RenditionEntity {

  /** {@code <cutout id>/<fingerprint>}. */
  @Id String id;

  @Column(name = "cutout_id")
  String cutoutId;

  String fingerprint;

  @Enumerated(EnumType.STRING)
  KeyFormat format;

  @Enumerated(EnumType.STRING)
  Quality quality;

  @Column(name = "max_resolution")
  int maxResolution;

  String background;
  int compression;
  boolean autocrop;

  @Enumerated(EnumType.STRING)
  VariantStatus status;

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

  /** How often it was claimed; the number of the last claim. */
  @Column(name = "claim_number")
  long claimNumber;

  /** Who is having it made; null when nobody is. */
  @Column(name = "claim_holder")
  String claimHolder;

  /** When the claim ends unless it is renewed; in the past: its holder died or gave up. */
  @Column(name = "claimed_until")
  Instant claimedUntil;

  /** Since when a paid call may be under way whose end nobody has seen; null when none is. */
  @Column(name = "unsettled_since")
  Instant unsettledSince;

  /** Its part of the last paid call's price, as long as it is not known whether it was charged. */
  @Column(name = "unsettled_credits")
  BigDecimal unsettledCredits;

  Integer width;
  Integer height;

  @Column(name = "size_bytes")
  Long sizeBytes;

  String sha256;

  /** Where our object store has the result, or is about to; null as long as there was none. */
  @Column(name = "object_key")
  String objectKey;

  @Column(name = "ready_at")
  Instant readyAt;

  BigDecimal creditsOrNone() {
    return credits == null ? BigDecimal.ZERO : credits;
  }

  BigDecimal unsettledCreditsOrNone() {
    return unsettledCredits == null ? BigDecimal.ZERO : unsettledCredits;
  }

  boolean isReady() {
    return status == VariantStatus.READY;
  }

  VariantSpec spec() {
    return new VariantSpec(format, quality, maxResolution, background, compression, autocrop);
  }
}
