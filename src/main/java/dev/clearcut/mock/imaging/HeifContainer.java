package dev.clearcut.mock.imaging;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** HEIF, the family of AVIF and HEIC: boxes, one of which is a table of pictures. */
final class HeifContainer implements Container {
  /** Cameras write tables of some kilobytes; a colour profile in one may have some megabytes. */
  private static final int MAX_META = 16 << 20;

  private static final Set<String> SEQUENCE_BRANDS = Set.of("avis", "msf1", "hevc", "hevx");
  private static final int FILE = 0;
  private static final int ITEM_DATA = 1;

  private final FileBytes bytes;
  private final ImageFormat format;
  private final HeifMeta meta;

  /**
   * Reads the table of contents.
   *
   * @throws ImageRejectedException if it is damaged, or the file is animated
   */
  HeifContainer(FileBytes bytes, ImageFormat format) {
    this.bytes = bytes;
    this.format = format;
    Map<String, Span> boxes = topLevel();
    if (SEQUENCE_BRANDS.contains(bytes.fourCc(8)) || boxes.containsKey("moov")) {
      throw ImageRejectedException.animated(format);
    }
    this.meta = parse(boxes.get("meta"));
  }

  @Override
  public ImageHeader header() {
    HeifItem picture = picture();
    PixelSize size = picture.size();
    for (PictureTransform transform : transforms()) {
      size = transform.after(size);
    }
    boolean alpha = alpha().isPresent();
    return ImageHeader.ofStored(
        format, size.width(), size.height(), ExifOrientation.UPRIGHT, alpha);
  }

  @Override
  public void requireComplete() {
    requireWhole(picture());
    alpha().ifPresent(this::requireWhole);
  }

  /** The picture that is shown, coded or put together from tiles. */
  HeifItem picture() {
    HeifItem picture = meta.primary().orElseThrow(() -> corrupt("has no picture in it"));
    if (!picture.isCoded() && !picture.isGrid()) {
      throw new ImageRejectedException(
          Reason.UNSUPPORTED_FORMAT,
          "The %s file holds %s, which is not read here; send a JPEG or PNG."
              .formatted(format, picture.kind()));
    }
    return picture;
  }

  /** The transparency of the picture. */
  Optional<HeifItem> alpha() {
    return meta.alphaOf(picture());
  }

  /** Whether the colours are stored weighted by the transparency. */
  boolean isPremultiplied() {
    List<Integer> weights = picture().references().getOrDefault("prem", List.of());
    return alpha().map(HeifItem::id).filter(weights::contains).isPresent();
  }

  /** The colour profile of the picture, or of its tiles; what the numbers say is not looked at. */
  @Override
  public Optional<ColourProfile> profile() {
    HeifItem picture = picture();
    HeifItem coded = picture.isGrid() ? tiles(picture).get(0) : picture;
    return picture
        .colourProfile()
        .or(coded::colourProfile)
        .flatMap(icc -> ColourProfile.of(icc, coded.isGray()));
  }

  /** What is done to the picture before it is shown. */
  List<PictureTransform> transforms() {
    try {
      return PictureTransform.of(picture());
    } catch (BufferUnderflowException e) {
      throw corrupt("has a damaged header");
    }
  }

  /** The tiles of a grid, row by row. */
  List<HeifItem> tiles(HeifItem grid) {
    return grid.references().getOrDefault("dimg", List.of()).stream()
        .map(id -> meta.item(id).orElseThrow(() -> corrupt("lacks a tile")))
        .toList();
  }

  /** The bytes of an item, its pieces strung together. */
  byte[] data(HeifItem item) {
    requireWhole(item.location());
    long total = item.location().extents().stream().mapToLong(HeifItem.Extent::length).sum();
    if (total > bytes.size()) {
      throw corrupt("uses the same bytes twice");
    }
    ByteBuffer data = ByteBuffer.allocate((int) total);
    for (HeifItem.Extent extent : item.location().extents()) {
      int length = (int) extent.length();
      if (item.location().source() == ITEM_DATA) {
        data.put(meta.itemData().slice((int) extent.offset(), length));
      } else {
        data.put(bytes.copy(extent.offset(), length));
      }
    }
    return data.array();
  }

  private void requireWhole(HeifItem item) {
    requireWhole(item.location());
    if (item.isGrid()) {
      tiles(item).forEach(tile -> requireWhole(tile.location()));
    }
  }

  private void requireWhole(HeifItem.Location location) {
    if (location.source() != FILE && location.source() != ITEM_DATA) {
      throw corrupt("keeps its picture in an unknown place");
    }
    long size = location.source() == FILE ? bytes.size() : meta.itemData().remaining();
    for (HeifItem.Extent extent : location.extents()) {
      if (extent.offset() < 0
          || extent.length() <= 0
          || extent.length() > Integer.MAX_VALUE
          || extent.offset() > size - extent.length()) {
        throw corrupt("is cut short");
      }
    }
  }

  /** Where the contents of the outermost boxes are, by type; the first one of each type counts. */
  private Map<String, Span> topLevel() {
    Map<String, Span> boxes = new TreeMap<>();
    long position = 0;
    while (position + 8 <= bytes.size() && boxes.size() < 64) {
      long size = bytes.u32(position);
      String type = bytes.fourCc(position + 4);
      int header = 8;
      if (size == 1) {
        size = bytes.u32(position + 8) << 32 | bytes.u32(position + 12);
        header = 16;
      } else if (size == 0) {
        size = bytes.size() - position;
      }
      if (size < header) {
        throw corrupt("is damaged");
      }
      boxes.putIfAbsent(type, new Span(position + header, size - header));
      position += size;
    }
    return boxes;
  }

  private HeifMeta parse(Span span) {
    if (span == null) {
      throw corrupt("has no picture in it");
    }
    if (span.length() > MAX_META) {
      throw corrupt("has a header of unlikely size");
    }
    try {
      return HeifMeta.parse(ByteBuffer.wrap(bytes.copy(span.start(), (int) span.length())));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw corrupt("has a damaged header");
    }
  }

  private ImageRejectedException corrupt(String what) {
    return ImageRejectedException.corrupt(format, what);
  }

  private record Span(long start, long length) {}
}
