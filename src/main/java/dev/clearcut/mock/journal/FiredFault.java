package dev.clearcut.mock.journal;

/**
 * A fault that hit a call.
 *
 * @param id of the fault
 * @param phase {@code before} or {@code after} the work
 */
public record FiredFault(String id, String phase) {}
