package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
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

  String failure;

  Integer width;
  Integer height;

  @Column(name = "size_bytes")
  Long sizeBytes;

  String sha256;

  @Column(name = "ready_at")
  Instant readyAt;

  BigDecimal creditsOrNone() {
    return credits == null ? BigDecimal.ZERO : credits;
  }

  VariantSpec spec() {
    return new VariantSpec(format, quality, maxResolution, background, compression, autocrop);
  }
}
