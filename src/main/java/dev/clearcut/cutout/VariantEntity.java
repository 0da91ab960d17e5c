package dev.clearcut.cutout;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A name under which a cutout offers a rendition. */
@Entity
@Table(name = "variant")
class VariantEntity {

  /** {@code <cutout id>/<name>}. */
  @Id String id;

  @Column(name = "cutout_id")
  String cutoutId;

  String name;

  @Column(name = "rendition_id")
  String renditionId;

  @Column(name = "created_at")
  Instant createdAt;
}
