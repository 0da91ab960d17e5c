package dev.clearcut.mock.space;

import dev.clearcut.mock.imaging.ImageFormat;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file in somebody's space.
 *
 * @param content where its bytes are on this machine
 * @param format by content
 * @param expiresAt when it is gone
 * @param room how many bytes it counts for
 */
public record StoredFile(Path content, ImageFormat format, Instant expiresAt, long room) {}
