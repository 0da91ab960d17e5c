package dev.clearcut.mock.imaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.InflaterInputStream;

/** PNG: a signature, then chunks of length, name, data and checksum up to {@code IEND}. */
final class PngContainer implements Container {
  private static final int FIRST_CHUNK = 8;
  private static final int HEADER_LENGTH = 13;
  private static final int COLOUR_BIT = 2;
  private static final int ALPHA_BIT = 4;
  private static final Set<String> COLOUR_CHUNKS = Set.of("cICP", "iCCP", "sRGB", "cHRM", "gAMA");
  private static final int LONGEST_NAME = 79;
  private static final double HUNDRED_THOUSAND = 100_000;

  /** How sRGB's curve is written as a power, give or take what was rounded. */
  private static final double SRGB_GAMMA = 0.45455;

  private static final double ROUNDED = 0.0005;

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
    long chunk = next(FIRST_CHUNK);
    for (String name = name(chunk); !name.equals("IDAT"); name = name(chunk)) {
      if (name.equals("acTL")) {
        throw ImageRejectedException.animated(ImageFormat.PNG);
      }
      alpha |= name.equals("tRNS");
      chunk = next(chunk);
    }
    return ImageHeader.ofStored(ImageFormat.PNG, clamp(width), clamp(height), orientation(), alpha);
  }

  /** By the first eXIf chunk, which may stand before the pixels or after them. */
  private int orientation() {
    long chunk = FIRST_CHUNK;
    for (String name = name(chunk); !name.equals("IEND"); name = name(chunk)) {
      if (name.equals("eXIf")) {
        return exif(chunk);
      }
      chunk = next(chunk);
    }
    return ExifOrientation.UPRIGHT;
  }

  /** What says most counts: cICP, then iCCP, sRGB, cHRM and gAMA; each stands before the pixels. */
  @Override
  public Optional<ColourProfile> profile() {
    boolean gray = (bytes.u8(FIRST_CHUNK + 17) & COLOUR_BIT) == 0;
    Map<String, Long> chunks = new HashMap<>();
    long chunk = FIRST_CHUNK;
    for (String name = name(chunk); !name.equals("IDAT"); name = name(chunk)) {
      if (COLOUR_CHUNKS.contains(name)) {
        chunks.putIfAbsent(name, chunk);
      }
      chunk = next(chunk);
    }
    Optional<ColourDescription> numbered =
        Optional.ofNullable(chunks.get("cICP")).flatMap(this::numbered);
    if (numbered.isPresent()) {
      return numbered.filter(said -> !said.isSrgb()).flatMap(said -> said.profile(gray));
    }
    Optional<ColourProfile> profile =
        Optional.ofNullable(chunks.get("iCCP"))
            .flatMap(this::inflated)
            .flatMap(icc -> ColourProfile.of(icc, gray));
    if (profile.isPresent() || chunks.containsKey("sRGB")) {
      return profile;
    }
    Chromaticities primaries =
        Optional.ofNullable(chunks.get("cHRM"))
            .flatMap(this::chromaticities)
            .orElse(Chromaticities.SRGB);
    boolean usual = primaries.isNear(Chromaticities.SRGB);
    ToneCurve curve =
        Optional.ofNullable(chunks.get("gAMA"))
            .map(gamma -> curve(gamma, usual))
            .orElse(ToneCurve.SRGB);
    ColourDescription said = new ColourDescription(primaries, curve);
    return said.isSrgb() ? Optional.empty() : said.profile(gray);
  }

  /** By numbers; only where they are of red, green and blue at full range, as PNG wants them. */
  private Optional<ColourDescription> numbered(long chunk) {
    return bytes.u32(chunk) == 4 && bytes.u16(chunk + 10) == 1
        ? Optional.of(ColourDescription.numbered(bytes.u8(chunk + 8), bytes.u8(chunk + 9)))
        : Optional.empty();
  }

  private Optional<Chromaticities> chromaticities(long chunk) {
    if (bytes.u32(chunk) != 32) {
      return Optional.empty();
    }
    double[] xy = new double[8];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = bytes.u32(chunk + 8 + 4 * i) / HUNDRED_THOUSAND;
    }
    return Optional.of(new Chromaticities(xy[0], xy[1], xy[2], xy[3], xy[4], xy[5], xy[6], xy[7]))
        .filter(said -> said.adapted().isPresent());
  }

  /** A power; of the colours of sRGB, the one that is nearest to their curve stands for it. */
  private ToneCurve curve(long chunk, boolean usual) {
    double gamma = bytes.u32(chunk) == 4 ? bytes.u32(chunk + 8) / HUNDRED_THOUSAND : 0;
    boolean stands = usual && Math.abs(gamma - SRGB_GAMMA) < ROUNDED;
    return gamma == 0 || stands ? ToneCurve.SRGB : ToneCurve.gamma(1 / gamma);
  }

  /** A name of up to 79 characters, two zeros, and a profile; it may claim to be of any length. */
  private Optional<byte[]> inflated(long chunk) {
    long length = bytes.u32(chunk);
    if (length > ColourProfile.MAX_LENGTH) {
      return Optional.empty();
    }
    byte[] content = bytes.copy(chunk + 8, (int) length);
    int name = 0;
    while (name < content.length && content[name] != 0) {
      name++;
    }
    int start = name + 2;
    if (name > LONGEST_NAME || start >= content.length) {
      return Optional.empty();
    }
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(content, start, content.length - start))) {
      return Optional.of(in.readNBytes(ColourProfile.MAX_LENGTH + 1));
    } catch (IOException e) {
      return Optional.empty();
    }
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
