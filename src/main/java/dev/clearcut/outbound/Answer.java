package dev.clearcut.outbound;

import java.time.Duration;
import java.util.Optional;

/**
 * How an exchange ended.
 *
 * @param retryAfter when to come back, if the answer says so
 */
public record Answer(int status, Optional<Duration> retryAfter) {}
