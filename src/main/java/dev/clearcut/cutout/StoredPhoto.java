package dev.clearcut.cutout;

import java.time.Instant;

/**
 * What has to be known of a photo to make renditions of it.
 *
 * @param objectKey where our store has it
 * @param uploadedAt when the vendor last received it; null when it never did
 */
record StoredPhoto(
    String cutoutId, String sha256, PhotoFormat format, String objectKey, Instant uploadedAt) {

  StoredPhoto(CutoutEntity cutout) {
    this(cutout.id, cutout.sha256, cutout.format, cutout.objectKey, cutout.uploadedAt);
  }
}
