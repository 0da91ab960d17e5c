package dev.clearcut.rendition;

import dev.clearcut.backgroundcut.model.KeyFormat;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the store has of a rendition that is ready. A query finds it, which names this class in its
 * text.
 *
 * @param sizeBytes length of the object
 * @param sha256 of the bytes, 64 hexadecimal digits
 * @param crc32 of the bytes, from 0 to 2³² − 1
 */
@RegisterForReflection
public record StoredResult(
    String renditionId,
    KeyFormat format,
    String objectKey,
    long sizeBytes,
    String sha256,
    Long crc32) {

  StoredResult withCrc32(long computed) {
    return new StoredResult(renditionId, format, objectKey, sizeBytes, sha256, computed);
  }
}
