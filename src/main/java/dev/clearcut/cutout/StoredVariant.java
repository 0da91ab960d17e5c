package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.rendition.RenditionStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What sending a variant takes, as one query finds it, which names this class in its text. */
@RegisterForReflection
record StoredVariant(
    RenditionStatus status,
    KeyFormat format,
    String objectKey,
    Long size,
    String sha256,
    String sourceName) {}
