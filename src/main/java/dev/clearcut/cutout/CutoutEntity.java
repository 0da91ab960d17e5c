package dev.clearcut.cutout;

import dev.clearcut.photo.PhotoFormat;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One photo; the row never changes but for {@link #uploadedAt}. */
@Entity
@Table(name = "cutout")
class CutoutEntity {

  @Id String id;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "file_name")
  String fileName;

  @Enumerated(EnumType.STRING)
  PhotoFormat format;

  int width;
  int height;

  @Column(name = "size_bytes")
  long sizeBytes;

  String sha256;

  /** Where our object store has the photo. */
  @Column(name = "object_key")
  String objectKey;

  /** When the vendor last received the photo; null when it never did. */
  @Column(name = "uploaded_at")
  Instant uploadedAt;
}
