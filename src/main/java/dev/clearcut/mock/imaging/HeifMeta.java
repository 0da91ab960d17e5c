package dev.clearcut.mock.imaging;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of contents of a HEIF file (the {@code meta} box): its items and what is said of them.
 */
final class HeifMeta {
  /** More than any camera writes; a hostile file could claim billions of them in a few bytes. */
  private static final int MAX_ITEMS = 5_000;

  private static final int MAX_EXTENTS = 20_000;

  private final Map<Integer, String> types = new LinkedHashMap<>();
  private final Map<Integer, HeifItem.Location> locations = new HashMap<>();
  private final Map<Integer, List<IsoBox>> properties = new HashMap<>();
  private final Map<Integer, Map<String, List<Integer>>> references = new HashMap<>();
  private int primary = -1;
  private ByteBuffer itemData = ByteBuffer.allocate(0);

  private HeifMeta() {}

  /**
   * Parses the table.
   *
   * @param content of the {@code meta} box
   * @throws BufferUnderflowException if it is cut short or contradicts itself
   */
  static HeifMeta parse(ByteBuffer content) {
    HeifMeta meta = new HeifMeta();
    ByteBuffer bytes = content.slice();
    version(bytes);
    for (IsoBox box : IsoBox.all(bytes)) {
      ByteBuffer part = box.bytes();
      switch (box.type()) {
        case "pitm" -> meta.primary = (int) IsoBox.number(part, version(part) == 0 ? 2 : 4);
        case "iinf" -> meta.readTypes(part);
        case "iloc" -> meta.readLocations(part);
        case "iref" -> meta.readReferences(part);
        case "iprp" -> meta.readProperties(IsoBox.all(part));
        case "idat" -> meta.itemData = part;
        default -> {}
      }
    }
    return meta;
  }

  /** The picture that is shown. */
  Optional<HeifItem> primary() {
    return item(primary);
  }

  Optional<HeifItem> item(int id) {
    String type = types.get(id);
    return Optional.ofNullable(type)
        .map(
            known ->
                new HeifItem(
                    id,
                    known,
                    locations.getOrDefault(id, HeifItem.Location.NOWHERE),
                    properties.getOrDefault(id, List.of()),
                    references.getOrDefault(id, Map.of())));
  }

  /** The transparency that goes with an item. */
  Optional<HeifItem> alphaOf(HeifItem item) {
    return types.keySet().stream()
        .map(this::item)
        .flatMap(Optional::stream)
        .filter(other -> other.isAlphaOf(item))
        .findFirst();
  }

  /** The bytes that are kept inside the table. */
  ByteBuffer itemData() {
    return itemData.slice();
  }

  private void readTypes(ByteBuffer bytes) {
    IsoBox.number(bytes, version(bytes) == 0 ? 2 : 4);
    for (IsoBox box : IsoBox.all(bytes)) {
      ByteBuffer entry = box.bytes();
      int version = version(entry);
      if (!box.type().equals("infe") || version < 2) {
        continue;
      }
      int id = (int) IsoBox.number(entry, version == 2 ? 2 : 4);
      entry.getShort(); // how it is protected
      types.put(id, IsoBox.fourCc(entry));
      limit(types.size(), MAX_ITEMS);
    }
  }

  private void readLocations(ByteBuffer bytes) {
    int version = version(bytes);
    int sizes = bytes.getShort() & 0xFFFF;
    int offsetLength = sizes >> 12;
    int lengthLength = sizes >> 8 & 0xF;
    int baseLength = sizes >> 4 & 0xF;
    int indexLength = version == 0 ? 0 : sizes & 0xF;
    long count = IsoBox.number(bytes, version < 2 ? 2 : 4);
    limit(count, MAX_ITEMS);
    int total = 0;
    for (int i = 0; i < count; i++) {
      int id = (int) IsoBox.number(bytes, version < 2 ? 2 : 4);
      int source = version == 0 ? 0 : bytes.getShort() & 0xF;
      bytes.getShort(); // which file, 0 for this one
      long base = IsoBox.number(bytes, baseLength);
      int pieces = bytes.getShort() & 0xFFFF;
      total += pieces;
      limit(total, MAX_EXTENTS);
      List<HeifItem.Extent> extents = new ArrayList<>();
      for (int piece = 0; piece < pieces; piece++) {
        IsoBox.number(bytes, indexLength);
        long offset = base + IsoBox.number(bytes, offsetLength);
        extents.add(new HeifItem.Extent(offset, IsoBox.number(bytes, lengthLength)));
      }
      locations.put(id, new HeifItem.Location(source, List.copyOf(extents)));
    }
  }

  private void readReferences(ByteBuffer bytes) {
    int idLength = version(bytes) == 0 ? 2 : 4;
    for (IsoBox box : IsoBox.all(bytes)) {
      ByteBuffer entry = box.bytes();
      int from = (int) IsoBox.number(entry, idLength);
      int count = entry.getShort() & 0xFFFF;
      List<Integer> targets = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        targets.add((int) IsoBox.number(entry, idLength));
      }
      references.computeIfAbsent(from, id -> new HashMap<>()).put(box.type(), targets);
    }
  }

  private void readProperties(List<IsoBox> boxes) {
    List<IsoBox> known = new ArrayList<>();
    for (IsoBox box : boxes) {
      if (box.type().equals("ipco")) {
        known.addAll(IsoBox.all(box.bytes()));
      }
    }
    for (IsoBox box : boxes) {
      if (box.type().equals("ipma")) {
        associate(box.bytes(), known);
      }
    }
  }

  private void associate(ByteBuffer bytes, List<IsoBox> known) {
    int versionAndFlags = bytes.getInt();
    int idLength = versionAndFlags >>> 24 == 0 ? 2 : 4;
    boolean wide = (versionAndFlags & 1) != 0;
    long count = bytes.getInt() & 0xFFFF_FFFFL;
    for (long i = 0; i < count; i++) {
      int id = (int) IsoBox.number(bytes, idLength);
      int uses = bytes.get() & 0xFF;
      List<IsoBox> own = properties.computeIfAbsent(id, key -> new ArrayList<>());
      for (int use = 0; use < uses; use++) {
        int index = wide ? bytes.getShort() & 0x7FFF : bytes.get() & 0x7F;
        if (index > 0 && index <= known.size()) {
          own.add(known.get(index - 1));
        }
      }
    }
  }

  /** Reads the version and flags that many boxes start with. */
  private static int version(ByteBuffer bytes) {
    return bytes.getInt() >>> 24;
  }

  private static void limit(long count, long most) {
    if (count > most) {
      throw new BufferUnderflowException();
    }
  }
}
