package dev.clearcut.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;

/** Photos to test with. */
public final class Photos {

  /** A cup of espresso on a wooden table; 600 × 400, CC0. */
  public static final Path COFFEE = Path.of("src/test/resources/photos/coffee.jpg");

  private static final Path HEIC =
      Path.of("src/test/resources/dev/clearcut/mock/imaging/quadrants.heic");

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
    try {
      byte[] jpeg = Files.readAllBytes(COFFEE);
      byte[] comment = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(jpeg, 0, 2);
      out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (comment.length + 2)});
      out.writeBytes(comment);
      out.write(jpeg, 2, jpeg.length - 2);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A HEIC of 96 × 64 pixels that nobody has sent before: a box that is free makes the difference.
   */
  public static byte[] unseenHeic() {
    try {
      byte[] free = ("free" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(Files.readAllBytes(HEIC));
      out.writeBytes(new byte[] {0, 0, 0, (byte) (4 + free.length)});
      out.writeBytes(free);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
