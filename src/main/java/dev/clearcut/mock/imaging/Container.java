package dev.clearcut.mock.imaging;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import java.util.Optional;

/** One file format's way of laying out its parts. */
interface Container {
  /**
   * The container that a file is, by its content.
   *
   * @throws ImageRejectedException if it is empty, or none that is read
   */
  static Container of(FileBytes bytes) {
    if (bytes.size() == 0) {
      throw new ImageRejectedException(Reason.EMPTY, "The image file is empty.");
    }
    byte[] head = bytes.read(0, (int) Math.min(bytes.size(), ImageFormat.MAGIC_LENGTH));
    ImageFormat format =
        ImageFormat.detect(head)
            .orElseThrow(
                () ->
                    new ImageRejectedException(
                        Reason.UNSUPPORTED_FORMAT,
                        "The file is not an image of a supported format: JPEG, PNG, WebP, AVIF or"
                            + " HEIC."));
    return switch (format) {
      case JPEG -> new JpegContainer(bytes);
      case PNG -> new PngContainer(bytes);
      case WEBP -> new WebpContainer(bytes);
      case AVIF, HEIC -> new HeifContainer(bytes, format);
    };
  }

  /**
   * The header of the picture.
   *
   * @throws ImageRejectedException if it is damaged, animated or of a kind that is not read
   */
  ImageHeader header();

  /**
   * What the file says its numbers mean as colours; empty where it says nothing that can be used,
   * which means sRGB.
   */
  Optional<ColourProfile> profile();

  /**
   * Checks that the file is whole. Decoders fill what is missing with gray and call it a success.
   *
   * @throws ImageRejectedException if the file is cut short
   */
  void requireComplete();
}
