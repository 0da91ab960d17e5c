package dev.clearcut.mock.imaging;

import java.util.Optional;

/** WebP: a RIFF file whose first chunk is lossy, lossless, or the header of an extended file. */
final class WebpContainer implements Container {
  private static final long FIRST_CHUNK = 12;
  private static final int ANIMATION_FLAG = 0x02;
  private static final int EXIF_FLAG = 0x08;
  private static final int ALPHA_FLAG = 0x10;
  private static final int PROFILE_FLAG = 0x20;
  private static final int SIDE_MASK = 0x3FFF;

  private final FileBytes bytes;

  WebpContainer(FileBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public ImageHeader header() {
    return switch (bytes.fourCc(FIRST_CHUNK)) {
      case "VP8 " -> lossy();
      case "VP8L" -> lossless();
      case "VP8X" -> extended();
      default -> throw ImageRejectedException.corrupt(ImageFormat.WEBP, "has no picture in it");
    };
  }

  @Override
  public void requireComplete() {
    if (end() > bytes.size()) {
      throw ImageRejectedException.corrupt(ImageFormat.WEBP, "is cut short");
    }
  }

  private ImageHeader lossy() {
    int width = (int) (bytes.u32le(FIRST_CHUNK + 14) & SIDE_MASK);
    int height = (int) (bytes.u32le(FIRST_CHUNK + 14) >>> 16 & SIDE_MASK);
    return ImageHeader.ofStored(ImageFormat.WEBP, width, height, ExifOrientation.UPRIGHT, false);
  }

  private ImageHeader lossless() {
    long bits = bytes.u32le(FIRST_CHUNK + 9);
    int width = (int) (bits & SIDE_MASK) + 1;
    int height = (int) (bits >>> 14 & SIDE_MASK) + 1;
    boolean alpha = (bits >>> 28 & 1) == 1;
    return ImageHeader.ofStored(ImageFormat.WEBP, width, height, ExifOrientation.UPRIGHT, alpha);
  }

  private ImageHeader extended() {
    int flags = bytes.u8(FIRST_CHUNK + 8);
    if ((flags & ANIMATION_FLAG) != 0) {
      throw ImageRejectedException.animated(ImageFormat.WEBP);
    }
    int width = bytes.u24le(FIRST_CHUNK + 12) + 1;
    int height = bytes.u24le(FIRST_CHUNK + 15) + 1;
    int orientation = (flags & EXIF_FLAG) != 0 ? exif() : ExifOrientation.UPRIGHT;
    return ImageHeader.ofStored(
        ImageFormat.WEBP, width, height, orientation, (flags & ALPHA_FLAG) != 0);
  }

  @Override
  public Optional<ColourProfile> profile() {
    boolean has =
        bytes.fourCc(FIRST_CHUNK).equals("VP8X") && (bytes.u8(FIRST_CHUNK + 8) & PROFILE_FLAG) != 0;
    return has
        ? chunk("ICCP", ColourProfile.MAX_LENGTH).flatMap(icc -> ColourProfile.of(icc, false))
        : Optional.empty();
  }

  /** The orientation in the Exif chunk, which comes after the picture. */
  private int exif() {
    return chunk("EXIF", ExifOrientation.MAX_BLOCK)
        .map(ExifOrientation::of)
        .orElse(ExifOrientation.UPRIGHT);
  }

  /** The start of the content of the first chunk of a name. */
  private Optional<byte[]> chunk(String name, int most) {
    for (long chunk = FIRST_CHUNK; chunk + 8 <= Math.min(end(), bytes.size()); ) {
      long length = bytes.u32le(chunk + 4);
      if (bytes.fourCc(chunk).equals(name)) {
        return Optional.of(bytes.copy(chunk + 8, (int) Math.min(length, most)));
      }
      chunk += 8 + length + (length & 1);
    }
    return Optional.empty();
  }

  private long end() {
    return 8 + bytes.u32le(4);
  }
}
