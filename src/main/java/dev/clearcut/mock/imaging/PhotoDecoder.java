package dev.clearcut.mock.imaging;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** Decodes photos of every format to eight bits a channel, upright. */
final class PhotoDecoder {
  private final RasterDecoder raster = new RasterDecoder();
  private final HeifDecoder heif;
  private final ImagingLimits limits;

  PhotoDecoder(ImagingLimits limits) {
    this.limits = limits;
    this.heif = new HeifDecoder(limits);
  }

  /**
   * Tells without decoding whether a file is worth it.
   *
   * @return its header
   * @throws ImageRejectedException if it is no supported picture, too large, or cut short
   * @throws IOException if the file cannot be read
   */
  ImageHeader inspect(Path file) throws IOException {
    ImageHeader header = ImageHeader.readComplete(file);
    requireReadable(header);
    limits.requireFits(header.size());
    return header;
  }

  private static void requireReadable(ImageHeader header) {
    int most = header.format().longestSide();
    if (Math.max(header.width(), header.height()) > most) {
      throw new ImageRejectedException(
          Reason.TOO_MANY_PIXELS,
          ("The image has %d × %d pixels, and a side of at most %d pixels is read of %s; send a"
                  + " smaller one.")
              .formatted(header.width(), header.height(), most, header.format()));
    }
  }

  /**
   * Decodes the pixels.
   *
   * @param header what {@link #inspect} found
   * @throws ImageRejectedException if the data is damaged
   * @throws IOException if the file cannot be read
   */
  Photo decode(Path file, ImageHeader header) throws IOException {
    Photo photo =
        switch (header.format()) {
          case JPEG, PNG, WEBP -> raster.decode(file, header);
          case AVIF, HEIC -> heif.decode(file, header);
        };
    if (photo.width() != header.width() || photo.height() != header.height()) {
      throw ImageRejectedException.corrupt(header.format(), "contradicts itself about its size");
    }
    return photo;
  }
}
