package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One picture, or part of one, in a HEIF file.
 *
 * @param id its number
 * @param type {@code hvc1}, {@code av01}: coded; {@code grid}: put together from tiles
 * @param location where its bytes are
 * @param properties in the order in which they apply
 * @param references other items by kind of reference, for example {@code dimg} for tiles
 */
record HeifItem(
    int id,
    String type,
    Location location,
    List<IsoBox> properties,
    Map<String, List<Integer>> references) {

  private static final int MONOCHROME_AV1 = 0x10;
  private static final int CHROMA_OF_HEVC = 3;
  private static final Set<String> PROFILES = Set.of("prof", "rICC");

  /**
   * Where the bytes of an item are.
   *
   * @param source 0: the file, 1: the {@code idat} box
   * @param extents pieces to be strung together
   */
  record Location(int source, List<Extent> extents) {
    static final Location NOWHERE = new Location(0, List.of());
  }

  /** A run of bytes. */
  record Extent(long offset, long length) {}

  /** A content of the first property of a kind. */
  Optional<ByteBuffer> property(String kind) {
    return properties.stream()
        .filter(box -> box.type().equals(kind))
        .map(IsoBox::bytes)
        .findFirst();
  }

  /** The size before any turning, as declared. */
  PixelSize size() {
    ByteBuffer extents =
        property("ispe").orElseThrow(() -> ImageRejectedException.corrupt("does not say its size"));
    if (extents.remaining() < 12) {
      throw ImageRejectedException.corrupt("does not say its size");
    }
    int width = extents.getInt(4);
    int height = extents.getInt(8);
    if (width <= 0 || height <= 0) {
      throw ImageRejectedException.corrupt("says it has no pixels");
    }
    return new PixelSize(width, height);
  }

  boolean isAv1() {
    return type.equals("av01");
  }

  boolean isHevc() {
    return type.equals("hvc1") || type.equals("hev1");
  }

  boolean isCoded() {
    return isAv1() || isHevc();
  }

  boolean isGrid() {
    return type.equals("grid");
  }

  /** What it is, in words, where it is of a kind that is not read. */
  String kind() {
    return switch (type) {
      case "iden" -> "a picture derived from another one (\"iden\")";
      case "iovl" -> "a picture laid over others (\"iovl\")";
      case "tmap" -> "a picture made of two by tone mapping (\"tmap\")";
      default -> "a picture of the kind \"%s\"".formatted(type.replaceAll("[^ -~]", "?"));
    };
  }

  /** Whether a coded picture has brightness alone. */
  boolean isGray() {
    byte[] configuration = decoderConfiguration();
    return isAv1()
        ? configuration.length > 2 && (configuration[2] & MONOCHROME_AV1) != 0
        : configuration.length > 16 && (configuration[16] & CHROMA_OF_HEVC) == 0;
  }

  /** The bytes of its colour profile. */
  Optional<byte[]> colourProfile() {
    return properties.stream()
        .filter(box -> box.type().equals("colr") && box.content().limit() > 4)
        .map(IsoBox::bytes)
        .filter(content -> PROFILES.contains(FourCc.at(content, 0)))
        .findFirst()
        .map(
            content -> {
              byte[] icc = new byte[content.limit() - 4];
              content.position(4).get(icc);
              return icc;
            });
  }

  /** What the decoder needs to know before the first byte of the picture. */
  byte[] decoderConfiguration() {
    ByteBuffer configuration =
        property(isAv1() ? "av1C" : "hvcC")
            .orElseThrow(() -> ImageRejectedException.corrupt("does not say how it is coded"));
    byte[] bytes = new byte[configuration.remaining()];
    configuration.get(bytes);
    return bytes;
  }

  /** Whether this is the transparency of another item. */
  boolean isAlphaOf(HeifItem other) {
    return references.getOrDefault("auxl", List.of()).contains(other.id)
        && property("auxC").map(HeifItem::namesAlpha).orElse(false);
  }

  private static boolean namesAlpha(ByteBuffer auxiliaryType) {
    byte[] name = new byte[Math.max(0, auxiliaryType.remaining() - 4)];
    auxiliaryType.position(Math.min(4, auxiliaryType.limit())).get(name);
    String urn = new String(name, ISO_8859_1);
    return urn.contains("auxiliary:alpha") || urn.contains("auxid:1");
  }
}
