package dev.clearcut.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Photos to test with. */
public final class Photos {

  /** Photos, and files of kinds that people really send; its README says what each is. */
  public static final Path FOLDER = Path.of("src/test/resources/photos");

  /** A cup of espresso on a wooden table; 600 × 400, CC0. */
  public static final Path COFFEE = Path.of("src/test/resources/photos/coffee.jpg");

  /** A small one of it, 150 × 100 pixels. */
  public static final Path CUP = Path.of("src/test/resources/photos/cup.jpg");

  private static final Path HEIC =
      Path.of("src/test/resources/dev/clearcut/mock/imaging/quadrants.heic");

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int AFTER_PNG_HEADER = 33;

  private Photos() {}

  /** A PNG of any size that is small as a file: a bright disc on a plain ground. */
  public static byte[] plain(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
    graphics.dispose();
    return png(picture);
  }

  /**
   * A small PNG, 96 × 64 pixels: a bright disc on a ground of noise that the random source makes.
   */
  public static byte[] tiny(Random random) {
    BufferedImage picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        boolean disc = Math.hypot(x - 48, y - 32) < 20;
        picture.setRGB(x, y, disc ? 0xF0C020 : random.nextInt(40) * 0x010101);
      }
    }
    return png(picture);
  }

  private static byte[] png(BufferedImage picture) {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", png);
      return png.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same picture in bytes that nobody has sent before: a JPEG comment makes the difference, so
   * that no test finds another test's cutout.
   */
  public static byte[] unseenCoffee() {
    return unseen(COFFEE);
  }

  /**
   * The same, stored as it is and shown another way up.
   *
   * @param orientation the Exif orientation, 1 to 8
   */
  public static byte[] unseenCoffee(int orientation) {
    byte[] exif =
        concat(
            "Exif\0\0MM\0*\0\0\0\b".getBytes(US_ASCII),
            new byte[] {0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0},
            new byte[4]);
    byte[] head = {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)};
    return inserted(unseenCoffee(), 2, concat(head, exif));
  }

  /**
   * A small one of it, 150 × 100 pixels, in bytes that nobody has sent before: for tests in which
   * the picture does not matter, because its background is removed in a fraction of the time.
   */
  public static byte[] unseenCup() {
    return unseen(CUP);
  }

  /** A HEIC of 96 × 64 pixels that nobody has sent before. */
  public static byte[] unseenHeic() {
    return unseen(HEIC);
  }

  /** One of {@link #FOLDER} in bytes that nobody has sent before. */
  public static byte[] unseen(String name) {
    return unseen(FOLDER.resolve(name));
  }

  private static byte[] unseen(Path file) {
    try {
      byte[] photo = Files.readAllBytes(file);
      String name = file.toString();
      byte[] id = UUID.randomUUID().toString().getBytes(US_ASCII);
      return name.endsWith(".jpg")
          ? inserted(photo, 2, concat(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 38}, id))
          : name.endsWith(".png")
              ? inserted(photo, AFTER_PNG_HEADER, pngChunk("prVt", id))
              : concat(photo, new byte[] {0, 0, 0, 44}, "free".getBytes(US_ASCII), id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PNG that is nothing but a header. */
  public static byte[] pngHeader(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 6, 0, 0, 0})
            .array();
    return concat(PNG_SIGNATURE, pngChunk("IHDR", header), pngChunk("IEND", new byte[0]));
  }

  private static byte[] pngChunk(String type, byte[] data) {
    byte[] typed = concat(type.getBytes(US_ASCII), data);
    CRC32 crc = new CRC32();
    crc.update(typed);
    return concat(
        ByteBuffer.allocate(4).putInt(data.length).array(),
        typed,
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] inserted(byte[] bytes, int position, byte[] part) {
    return concat(
        Arrays.copyOf(bytes, position), part, Arrays.copyOfRange(bytes, position, bytes.length));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
