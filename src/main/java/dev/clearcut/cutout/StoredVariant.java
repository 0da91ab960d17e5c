package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.model.KeyFormat;

/** What sending a variant takes, as one query finds it. */
record StoredVariant(
    VariantStatus status,
    KeyFormat format,
    String objectKey,
    Long size,
    String sha256,
    String sourceName) {}
