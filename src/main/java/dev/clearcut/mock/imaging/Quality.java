package dev.clearcut.mock.imaging;

/** How finely the outline of the subject is traced; finer takes longer. */
public enum Quality {
  LOW(256),
  MEDIUM(512),
  HIGH(1024);

  private final int side;

  Quality(int side) {
    this.side = side;
  }

  /** The longer side, in pixels, of the copy of the photo on which the outline is cut. */
  int side() {
    return side;
  }
}
