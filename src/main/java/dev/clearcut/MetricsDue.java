package dev.clearcut;

/**
 * It is time to measure what has to be asked for, such as in the database: who shows it in the
 * metrics observes this, and never lets an exception out.
 */
public record MetricsDue() {}
