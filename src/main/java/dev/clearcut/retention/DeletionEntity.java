package dev.clearcut.retention;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;

/** What is left to do for a cutout whose rows are gone. */
@Entity
@Table(name = "deletion")
class DeletionEntity {

  @Id
  @Column(name = "cutout_id")
  String cutoutId;

  String sha256;

  @Column(name = "deleted_at")
  Instant deletedAt;

  /** How often it was tried. */
  int attempts;

  /** Until when somebody works on it; null when nobody does. */
  @Column(name = "claimed_until")
  Instant claimedUntil;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "deletion_object", joinColumns = @JoinColumn(name = "cutout_id"))
  @Column(name = "object_key")
  Set<String> objectKeys;
}
