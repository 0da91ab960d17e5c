package dev.clearcut.cutout;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What has to be known of a photo to make renditions of it.
 *
 * @param objectKey where our store has it
 * @param uploadedAt when the vendor last received it; null when it never did
 * @param atHand a file with the same bytes, which spares reading them from the store; null when
 *     there is none
 */
record StoredPhoto(
    String cutoutId,
    String sha256,
    PhotoFormat format,
    String objectKey,
    Instant uploadedAt,
    Path atHand) {

  StoredPhoto(CutoutEntity cutout, Path atHand) {
    this(cutout.id, cutout.sha256, cutout.format, cutout.objectKey, cutout.uploadedAt, atHand);
  }

  StoredPhoto(CutoutEntity cutout) {
    this(cutout, null);
  }
}
