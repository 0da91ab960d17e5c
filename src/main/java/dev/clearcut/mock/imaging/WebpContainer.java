package dev.clearcut.mock.imaging;

/** WebP: a RIFF file whose first chunk is lossy, lossless, or the header of an extended file. */
final class WebpContainer implements Container {
  private static final long FIRST_CHUNK = 12;
  private static final int ANIMATION_FLAG = 0x02;
  private static final int EXIF_FLAG = 0x08;
  private static final int ALPHA_FLAG = 0x10;
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

  /** The orientation in the Exif chunk, which comes after the picture. */
  private int exif() {
    for (long chunk = FIRST_CHUNK; chunk + 8 <= Math.min(end(), bytes.size()); ) {
      long length = bytes.u32le(chunk + 4);
      if (bytes.fourCc(chunk).equals("EXIF")) {
        int known = (int) Math.min(length, ExifOrientation.MAX_BLOCK);
        return ExifOrientation.of(bytes.read(chunk + 8, known));
      }
      chunk += 8 + length + (length & 1);
    }
    return ExifOrientation.UPRIGHT;
  }

  private long end() {
    return 8 + bytes.u32le(4);
  }
}
