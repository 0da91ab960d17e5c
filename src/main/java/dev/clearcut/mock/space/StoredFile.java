package dev.clearcut.mock.space;

import dev.clearcut.mock.imaging.ImageFormat;
import java.time.Instant;

/**
 * A file in somebody's space.
 *
 * @param content its bytes
 * @param format by content
 * @param expiresAt when it is gone
 * @param room how many bytes it counts for
 */
public record StoredFile(HeldFile content, ImageFormat format, Instant expiresAt, long room) {}
