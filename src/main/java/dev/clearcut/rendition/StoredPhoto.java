package dev.clearcut.rendition;

import dev.clearcut.photo.PhotoFormat;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What has to be known of a photo to make renditions of it. A query finds it, which names this
 * class in its text.
 *
 * @param objectKey where our store has it
 * @param uploadedAt when the vendor last received it; null when it never did
 * @param atHand a file with the same bytes, which spares reading them from the store; null when
 *     there is none
 */
@RegisterForReflection
public record StoredPhoto(
    String cutoutId,
    String sha256,
    PhotoFormat format,
    String objectKey,
    Instant uploadedAt,
    Path atHand) {

  /** As the row has it. */
  public StoredPhoto(
      String cutoutId, String sha256, PhotoFormat format, String objectKey, Instant uploadedAt) {
    this(cutoutId, sha256, format, objectKey, uploadedAt, null);
  }

  StoredPhoto atHand(Path file) {
    return new StoredPhoto(cutoutId, sha256, format, objectKey, uploadedAt, file);
  }
}
