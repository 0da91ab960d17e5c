package dev.clearcut.mock.imaging;

/**
 * A point somebody set on a photo, in pixels of the photo as displayed.
 *
 * @param x from the left edge, starting at 0
 * @param y from the upper edge, starting at 0
 */
public record Dot(int x, int y) {
  /** The same point on a copy of another size. */
  Dot on(PixelSize copy, PixelSize photo) {
    return new Dot(
        (int) ((x + 0.5) * copy.width() / photo.width()),
        (int) ((y + 0.5) * copy.height() / photo.height()));
  }

  boolean isOn(PixelSize photo) {
    return x >= 0 && y >= 0 && x < photo.width() && y < photo.height();
  }
}
