package dev.clearcut.contract.snapshot;

/** How a call was authorized. */
public enum Authorization {
  TOKEN("Token"),
  BEARER("Bearer"),
  SIGNED("signed request"),
  NONE("none");

  private final String label;

  Authorization(String label) {
    this.label = label;
  }

  /** What reports call it. */
  public String label() {
    return label;
  }
}
