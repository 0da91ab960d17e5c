package dev.clearcut.benchmark;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;

/** What the benchmark uploads; the same in every run. */
final class Pictures {

  private static final int SEED = 42;
  private static final int TINY = 16;
  private static final int START_OF_IMAGE = 2;
  private static final int LONGEST_COMMENT = 65_000;

  private Pictures() {}

  /** A disc on a transparent background: already cut out, so that hardly any imaging is left. */
  static byte[] tiny() throws IOException {
    BufferedImage image = new BufferedImage(TINY, TINY, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.RED);
    pen.fillOval(4, 4, 8, 8);
    pen.dispose();
    return encoded(image, "png");
  }

  /** A product on a backdrop, both with the grain of a camera, as JPEG. */
  static byte[] photo(int width, int height) throws IOException {
    return photo(width, height, SEED);
  }

  /**
   * A product on a backdrop, both with the grain of a camera, as JPEG.
   *
   * @param seed of the grain, which makes it another picture
   */
  static byte[] photo(int width, int height, long seed) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, new Color(0xd8d4cc), 0, height, new Color(0xb4b0a8)));
    pen.fillRect(0, 0, width, height);
    pen.setPaint(
        new GradientPaint(
            width / 4f, 0, new Color(0x204a87), width * 0.75f, 0, new Color(0x8f2020)));
    pen.fillRoundRect(width / 4, height / 5, width / 2, height * 3 / 5, 400, 400);
    pen.setColor(new Color(0xeeca40));
    pen.fillOval(width * 2 / 5, height * 2 / 5, width / 5, height / 5);
    pen.dispose();
    addGrain(image, new Random(seed));
    return encoded(image, "jpg");
  }

  /** The beginning of a JPEG, then noise. */
  static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(SEED).nextBytes(bytes);
    byte[] start = {
      (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0
    };
    System.arraycopy(start, 0, bytes, 0, start.length);
    return bytes;
  }

  /** A JPEG that differs from the original in a comment only. */
  static byte[] commented(byte[] jpeg, String comment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(jpeg.length + 64);
    bytes.write(jpeg, 0, START_OF_IMAGE);
    bytes.writeBytes(segment(comment.getBytes(StandardCharsets.UTF_8)));
    bytes.write(jpeg, START_OF_IMAGE, jpeg.length - START_OF_IMAGE);
    return bytes.toByteArray();
  }

  /** A JPEG with as many comments of noise as make it that long, or a little longer. */
  static byte[] padded(byte[] jpeg, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + LONGEST_COMMENT);
    bytes.write(jpeg, 0, START_OF_IMAGE);
    byte[] noise = noise(LONGEST_COMMENT);
    while (bytes.size() + jpeg.length < length) {
      bytes.writeBytes(segment(noise));
    }
    bytes.write(jpeg, START_OF_IMAGE, jpeg.length - START_OF_IMAGE);
    return bytes.toByteArray();
  }

  private static byte[] segment(byte[] comment) {
    int length = comment.length + 2; // it counts itself
    return ByteBuffer.allocate(length + 2)
        .put(new byte[] {(byte) 0xff, (byte) 0xfe})
        .putShort((short) length)
        .put(comment)
        .array();
  }

  private static void addGrain(BufferedImage image, Random random) {
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        row[x] += (random.nextInt(9) - 4) * 0x010101; // far from the ends of the range
      }
      image.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }
}
