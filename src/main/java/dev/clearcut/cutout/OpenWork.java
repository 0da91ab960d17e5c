package dev.clearcut.cutout;

import java.time.Duration;

/**
 * What all replicas together have not finished.
 *
 * @param claimed renditions that somebody is having made
 * @param overdue renditions whose claim has run out, and that nobody has taken over so far
 * @param longestOverdue how long ago the first of these ran out; zero when there is none
 * @param deletions deleted cutouts of which something is left, here or at the vendor
 */
record OpenWork(long claimed, long overdue, Duration longestOverdue, long deletions) {}
