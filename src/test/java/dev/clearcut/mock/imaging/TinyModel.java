package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/** Models of a few nodes, in the wire format of ONNX, with their cards beside them. */
public final class TinyModel {

  /** The side of the picture that they take, in pixels. */
  static final int SIDE = 64;

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int OPSET = 13;

  private final Message graph = new Message();

  private TinyModel() {}

  /** One of five nodes that takes for the subject what is red. */
  public static Path red(Path folder) {
    TinyModel model = new TinyModel();
    model.weights("redness", FLOAT, new long[] {1, 3, 1, 1}, floats(1, -0.5f, -0.5f));
    model.weights("contrast", FLOAT, new long[] {1}, floats(16));
    model.weights("threshold", FLOAT, new long[] {1}, floats(8));
    model.node("Conv", "red", "picture", "redness");
    model.node("Relu", "only red", "red");
    model.node("Mul", "much", "only red", "contrast");
    model.node("Sub", "centred", "much", "threshold");
    model.node("Sigmoid", "mask", "centred");
    return model.write(folder.resolve("red.onnx"), 1);
  }

  /** What {@link #red} makes of a pixel, 0 to 255, by the formula. */
  static int red(int red, int green, int blue) {
    double redness = (red - (green + blue) / 2.0) / 256;
    return (int) Math.round(255 / (1 + Math.exp(8 - 16 * Math.max(0, redness))));
  }

  /** One that can be loaded, and that no picture goes through. */
  public static Path failing(Path folder) {
    TinyModel model = new TinyModel();
    model.weights("far away", INT64, new long[] {1}, longs(1_000_000));
    model.weights("nothing", FLOAT, new long[] {1}, floats(0));
    model.node("Cast", "places", "picture");
    model.node("Add", "far places", "places", "far away");
    model.node("Gather", "mask", "nothing", "far places");
    return model.write(folder.resolve("failing.onnx"), 3);
  }

  /** The card of a model, as JSON. */
  public static String card(Path model) {
    return """
    {"name": "Red", "licence": "CC0-1.0", "source": "The build", "sha256": "%s", "size": %d,
     "mean": [128, 128, 128], "scale": [256, 256, 256], "output": 0, "activation": "none"}
    """
        .formatted(sha256(model), SIDE);
  }

  private static String sha256(Path file) {
    try {
      return DigestUtils.sha256Hex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void node(String operator, String output, String... inputs) {
    Message node = new Message();
    Arrays.stream(inputs).forEach(input -> node.text(1, input));
    node.text(2, output).text(4, operator);
    if (operator.equals("Cast")) {
      node.message(5, new Message().text(1, "to").number(3, INT64).number(20, 2));
    }
    graph.message(1, node);
  }

  private void weights(String name, int type, long[] shape, byte[] values) {
    Message tensor = new Message();
    Arrays.stream(shape).forEach(size -> tensor.number(1, size));
    graph.message(5, tensor.number(2, type).text(8, name).bytes(9, values));
  }

  private Path write(Path file, int channels) {
    graph.text(2, "tiny");
    graph.message(11, picture("picture", 3)).message(12, picture("mask", channels));
    byte[] model =
        new Message()
            .number(1, 8)
            .message(7, graph)
            .message(8, new Message().text(1, "").number(2, OPSET))
            .toBytes();
    try {
      Files.write(file, model);
      String card = file.toString().replace(".onnx", ".json");
      Files.writeString(Path.of(card), card(file));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Message picture(String name, int channels) {
    Message shape = new Message();
    for (int size : new int[] {1, channels, SIDE, SIDE}) {
      shape.message(1, new Message().number(1, size));
    }
    Message tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static byte[] longs(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /** A message of Protocol Buffers, field by field. */
  private static final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3 | VARINT);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | LENGTH_DELIMITED);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while (rest > 0x7f) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
