package dev.clearcut.mock.imaging;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a file says about its picture before a pixel is decoded.
 *
 * @param format by content, never by name
 * @param width in pixels as displayed, that is after the orientation is applied
 * @param height in pixels as displayed
 * @param orientation the Exif orientation, 1 (upright) to 8; always 1 for AVIF and HEIC, which say
 *     in their own way how they are shown
 * @param alpha whether the file carries transparency
 */
public record ImageHeader(
    ImageFormat format, int width, int height, int orientation, boolean alpha) {

  /**
   * Reads the header of a still image; a few kilobytes at most, and no pixels.
   *
   * @throws ImageRejectedException if it is empty, not a supported image, animated, or damaged
   * @throws IOException if the file cannot be read
   */
  public static ImageHeader read(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      return Container.of(bytes).header();
    }
  }

  /** Width times height. */
  public long pixels() {
    return size().pixels();
  }

  /** The size as displayed. */
  PixelSize size() {
    return new PixelSize(width, height);
  }

  /**
   * Reads the header and checks that the file is whole, by walking its parts.
   *
   * @throws ImageRejectedException as {@link #read}, and if the file is cut short
   */
  static ImageHeader readComplete(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      Container container = Container.of(bytes);
      ImageHeader header = container.header();
      container.requireComplete();
      return header;
    }
  }

  /**
   * A header from the stored size, which the orientation may turn.
   *
   * @throws ImageRejectedException if a side is zero
   */
  static ImageHeader ofStored(
      ImageFormat format, int storedWidth, int storedHeight, int orientation, boolean alpha) {
    if (storedWidth <= 0 || storedHeight <= 0) {
      throw ImageRejectedException.corrupt(format, "says it has no pixels");
    }
    return Orientation.swapsSides(orientation)
        ? new ImageHeader(format, storedHeight, storedWidth, orientation, alpha)
        : new ImageHeader(format, storedWidth, storedHeight, orientation, alpha);
  }
}
