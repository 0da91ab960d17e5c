package dev.clearcut.mock.imaging;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of image file this package reads and writes. */
public enum ImageFormat {
  JPEG("image/jpeg", "jpg", true, false),
  PNG("image/png", "png", false, true),
  WEBP("image/webp", "webp", true, true),
  AVIF("image/avif", "avif", true, true),
  /** Read only: nobody may encode it freely. */
  HEIC("image/heic", "heic", true, true);

  /** How many leading bytes {@link #detect} looks at; ISO files list their brands there. */
  public static final int MAGIC_LENGTH = 1024;

  private static final int LEAST_MAGIC = 12;
  private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");
  private static final Set<String> HEIC_BRANDS =
      Set.of(
          "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1", "miaf");

  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;

  private final String mediaType;
  private final String extension;
  private final boolean lossy;
  private final boolean alpha;

  ImageFormat(String mediaType, String extension, boolean lossy, boolean alpha) {
    this.mediaType = mediaType;
    this.extension = extension;
    this.lossy = lossy;
    this.alpha = alpha;
  }

  /** The registered media type, for example {@code image/jpeg}. */
  public String mediaType() {
    return mediaType;
  }

  /** The usual file name extension without a dot, for example {@code jpg}. */
  public String extension() {
    return extension;
  }

  /** Whether we write this format lossily, so that a compression level has an effect. */
  public boolean lossy() {
    return lossy;
  }

  /** Whether the format can carry transparency. */
  public boolean alpha() {
    return alpha;
  }

  /** The longest side, in pixels, of a file that we read or write: what the libraries hold. */
  int longestSide() {
    return switch (this) {
      case JPEG -> 65_500; // the format has 65,535, its encoders have this
      case WEBP -> 16_383;
      case AVIF, HEIC -> 65_535;
      case PNG -> 1_000_000;
    };
  }

  /** Whether files of this format can be written. */
  public boolean writable() {
    return this != HEIC;
  }

  /**
   * Tells the format from the first bytes of a file; names and media types are never trusted.
   *
   * @param head the start of the file, from position 0; fewer than 12 bytes are never a match
   */
  public static Optional<ImageFormat> detect(byte[] head) {
    if (head.length < LEAST_MAGIC) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(head);
    if (bytes.getInt(0) >>> 8 == 0xFFD8FF) {
      return Optional.of(JPEG);
    }
    if (bytes.getLong(0) == PNG_SIGNATURE) {
      return Optional.of(PNG);
    }
    if (FourCc.at(bytes, 0).equals("RIFF") && FourCc.at(bytes, 8).equals("WEBP")) {
      return Optional.of(WEBP);
    }
    return FourCc.at(bytes, 4).equals("ftyp") ? byBrand(bytes) : Optional.empty();
  }

  /**
   * ISO files list the brands they conform to, of which one is called the major one and all count;
   * the same structure also carries films.
   */
  private static Optional<ImageFormat> byBrand(ByteBuffer bytes) {
    int end = Math.min(bytes.limit(), Math.max(LEAST_MAGIC, bytes.getInt(0)));
    List<String> brands = new ArrayList<>();
    brands.add(FourCc.at(bytes, 8));
    for (int position = 16; position + 4 <= end; position += 4) {
      brands.add(FourCc.at(bytes, position));
    }
    if (brands.stream().anyMatch(AVIF_BRANDS::contains)) {
      return Optional.of(AVIF);
    }
    return brands.stream().anyMatch(HEIC_BRANDS::contains) ? Optional.of(HEIC) : Optional.empty();
  }
}
