package dev.clearcut.outbound;

import java.time.Duration;

/**
 * How much of an exchange is put up with.
 *
 * @param firstByte how long it may take until the answer begins, for each URL that is asked
 * @param whole how long all of it may take, redirects included
 * @param mostBytes how long the body may be, unpacked
 * @param mostRedirects how many are followed
 */
public record Limits(Duration firstByte, Duration whole, long mostBytes, int mostRedirects) {}
