package dev.clearcut.mock.wire;

/**
 * One way in which a body is not what the contract says.
 *
 * @param field where, for example {@code output_variants[0].output_key}; empty for the body itself
 * @param sentence what is wrong; the vendor's own sentence where its pages quote one
 */
record Violation(String field, String sentence) {}
