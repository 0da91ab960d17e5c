package dev.clearcut.mock.imaging;

/** PNG: a signature, then chunks of length, name, data and checksum up to {@code IEND}. */
final class PngContainer implements Container {
  private static final int FIRST_CHUNK = 8;
  private static final int HEADER_LENGTH = 13;
  private static final int ALPHA_BIT = 4;

  private final FileBytes bytes;

  PngContainer(FileBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public ImageHeader header() {
    if (!name(FIRST_CHUNK).equals("IHDR") || bytes.u32(FIRST_CHUNK) != HEADER_LENGTH) {
      throw ImageRejectedException.corrupt(ImageFormat.PNG, "does not say its size");
    }
    long width = bytes.u32(FIRST_CHUNK + 8);
    long height = bytes.u32(FIRST_CHUNK + 12);
    boolean alpha = (bytes.u8(FIRST_CHUNK + 17) & ALPHA_BIT) != 0;
    int orientation = ExifOrientation.UPRIGHT;
    long chunk = next(FIRST_CHUNK);
    for (String name = name(chunk); !name.equals("IDAT"); name = name(chunk)) {
      switch (name) {
        case "acTL" -> throw ImageRejectedException.animated(ImageFormat.PNG);
        case "tRNS" -> alpha = true;
        case "eXIf" -> orientation = exif(chunk);
        default -> {}
      }
      chunk = next(chunk);
    }
    return ImageHeader.ofStored(ImageFormat.PNG, clamp(width), clamp(height), orientation, alpha);
  }

  @Override
  public void requireComplete() {
    long chunk = FIRST_CHUNK;
    while (!name(chunk).equals("IEND")) {
      chunk = next(chunk);
    }
  }

  private String name(long chunk) {
    return bytes.fourCc(chunk + 4);
  }

  private long next(long chunk) {
    return chunk + 12 + bytes.u32(chunk);
  }

  private int exif(long chunk) {
    int length = (int) Math.min(bytes.u32(chunk), ExifOrientation.MAX_BLOCK);
    return ExifOrientation.of(bytes.read(chunk + 8, length));
  }

  /** Sizes have 31 bits; one with 32 is a lie, and reads as a picture without pixels. */
  private static int clamp(long side) {
    return side > Integer.MAX_VALUE ? 0 : (int) side;
  }
}
