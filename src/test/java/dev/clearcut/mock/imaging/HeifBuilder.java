package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Puts HEIF files together from coded pictures, the usual way or in ways nobody should. */
final class HeifBuilder {
  private final List<Item> items = new ArrayList<>();
  private final List<byte[]> properties = new ArrayList<>();
  private final ByteArrayOutputStream references = new ByteArrayOutputStream();
  private final String brand;
  private int primary = 1;

  HeifBuilder(String brand) {
    this.brand = brand;
  }

  /** Adds a coded picture, taken with its configuration from another file. */
  int coded(HeifItem source, byte[] data, int width, int height) {
    int id = add(source.type(), data, width, height);
    property(id, source.isAv1() ? "av1C" : "hvcC", source.decoderConfiguration());
    return id;
  }

  /** Adds a picture made of tiles, row by row. */
  int grid(int rows, int columns, int width, int height, List<Integer> tiles) {
    ByteBuffer layout = ByteBuffer.allocate(8).put((byte) 0).put((byte) 0);
    layout.put((byte) (rows - 1)).put((byte) (columns - 1));
    layout.putShort((short) width).putShort((short) height);
    int id = add("grid", layout.array(), width, height);
    reference("dimg", id, tiles);
    return id;
  }

  /** Adds a picture that is made of another one in some way. */
  int derived(String kind, int width, int height, int from) {
    int id = add(kind, new byte[0], width, height);
    reference("dimg", id, List.of(from));
    return id;
  }

  HeifBuilder primary(int id) {
    primary = id;
    return this;
  }

  HeifBuilder alpha(int alpha, int picture) {
    property(alpha, "auxC", bytes("\0\0\0\0urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"));
    reference("auxl", alpha, List.of(picture));
    return this;
  }

  /** Quarters to the left. */
  HeifBuilder turn(int id, int quarters) {
    return property(id, "irot", (byte) quarters);
  }

  HeifBuilder mirror(int id, boolean leftToRight) {
    return property(id, "imir", (byte) (leftToRight ? 1 : 0));
  }

  HeifBuilder property(int id, String kind, byte... content) {
    properties.add(box(kind, content));
    items.get(id - 1).properties.add(properties.size());
    return this;
  }

  byte[] build() {
    byte[] type = box("ftyp", bytes(brand + "\0\0\0\0mif1miaf"));
    int dataStart = type.length + meta(0).length + 8;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    items.forEach(item -> data.writeBytes(item.data));
    return concat(type, meta(dataStart), box("mdat", data.toByteArray()));
  }

  static byte[] box(String type, byte[]... contents) {
    byte[] content = concat(contents);
    return concat(ByteBuffer.allocate(4).putInt(content.length + 8).array(), bytes(type), content);
  }

  static byte[] numbers(int... values) {
    ByteBuffer result = ByteBuffer.allocate(values.length * 2);
    for (int value : values) {
      result.putShort((short) value);
    }
    return result.array();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      result.writeBytes(part);
    }
    return result.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private int add(String type, byte[] data, int width, int height) {
    items.add(new Item(type, data, new ArrayList<>()));
    int id = items.size();
    byte[] size = ByteBuffer.allocate(12).putInt(0).putInt(width).putInt(height).array();
    property(id, "ispe", size);
    return id;
  }

  private void reference(String kind, int from, List<Integer> targets) {
    int[] ids = targets.stream().mapToInt(Integer::intValue).toArray();
    references.writeBytes(box(kind, numbers(from, ids.length), numbers(ids)));
  }

  private byte[] meta(int dataStart) {
    ByteArrayOutputStream infos = new ByteArrayOutputStream();
    ByteArrayOutputStream places = new ByteArrayOutputStream();
    ByteArrayOutputStream uses = new ByteArrayOutputStream();
    int offset = dataStart;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      byte[] info = concat(numbers(0x0200, 0, i + 1, 0), bytes(item.type + "\0"));
      infos.writeBytes(box("infe", info));
      places.writeBytes(numbers(i + 1, 0, 1));
      places.writeBytes(ByteBuffer.allocate(8).putInt(offset).putInt(item.data.length).array());
      offset += item.data.length;
      uses.writeBytes(concat(numbers(i + 1), new byte[] {(byte) item.properties.size()}));
      item.properties.forEach(property -> uses.write(property));
    }
    int count = items.size();
    return box(
        "meta",
        numbers(0, 0),
        box("pitm", numbers(0, 0, primary)),
        box("iinf", numbers(0, 0, count), infos.toByteArray()),
        box("iloc", numbers(0, 0, 0x4400, count), places.toByteArray()),
        box("iref", numbers(0, 0), references.toByteArray()),
        box(
            "iprp",
            box("ipco", concat(properties.toArray(byte[][]::new))),
            box("ipma", numbers(0, 0, 0, count), uses.toByteArray())));
  }

  private record Item(String type, byte[] data, List<Integer> properties) {}
}
