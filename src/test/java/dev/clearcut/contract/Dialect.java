package dev.clearcut.contract;

/** A way in which the vendor is talked to; the contract says which operations know it. */
public enum Dialect {
  KEY("key"),
  PATH("path"),
  FILENAME("filename"),
  AI_CUT("AI Cut"),
  PUBLIC("public"),
  ANNOUNCED("announced");

  private final String label;

  Dialect(String label) {
    this.label = label;
  }

  /** What reports call it. */
  public String label() {
    return label;
  }
}
