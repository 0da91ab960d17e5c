package dev.clearcut.rendition;

/**
 * A claim that this process has taken on a rendition. It stands for the number that every later
 * change names, and knows the row as the last change through {@link Claims} has left it.
 */
final class Claim {

  private RenditionEntity row;

  Claim(RenditionEntity taken) {
    this.row = taken;
  }

  /** Of the rendition. */
  String id() {
    return row.id;
  }

  long number() {
    return row.claimNumber;
  }

  RenditionEntity row() {
    return row;
  }

  void changed(RenditionEntity now) {
    this.row = now;
  }
}
