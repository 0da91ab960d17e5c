package dev.clearcut.harness;

/** What becomes of a test whose calls are not what the contract says. */
public enum Violations {
  /** It fails, and says which fields are wrong. */
  FAIL,
  /** Nothing. */
  IGNORE
}
