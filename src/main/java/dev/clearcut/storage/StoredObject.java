package dev.clearcut.storage;

import java.time.Instant;

/**
 * What the store says of an object.
 *
 * @param size in bytes
 * @param storedAt by the store's clock
 */
public record StoredObject(String key, long size, Instant storedAt) {}
