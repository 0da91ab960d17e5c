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
 * @param origin of all files that replaced each other at one place without a gap the same, so that
 *     no URL outlives the file it is of
 */
public record StoredFile(
    HeldFile content, ImageFormat format, Instant expiresAt, long room, long origin) {}
