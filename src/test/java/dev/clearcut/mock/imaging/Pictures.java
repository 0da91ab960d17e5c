package dev.clearcut.mock.imaging;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Small test pictures and what is read off them. */
final class Pictures {
  static final Color[] QUADRANTS = {Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW};

  private Pictures() {}

  /** One colour all over. */
  static BufferedImage plain(int width, int height, Color colour) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    fill(picture, colour, 0, 0, width, height);
    return picture;
  }

  /** Wider than high; top left, top right, bottom left, bottom right in the four colours. */
  static BufferedImage quadrants() {
    BufferedImage picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < QUADRANTS.length; i++) {
      fill(picture, QUADRANTS[i], i % 2 * 48, i / 2 * 32, 48, 32);
    }
    return picture;
  }

  /** A red square of 80 pixels at (60, 40) on white; 240 × 160. */
  static BufferedImage redSquare() {
    BufferedImage picture = plain(240, 160, Color.WHITE);
    fill(picture, Color.RED, 60, 40, 80, 80);
    return picture;
  }

  /** Draws anything onto another type of picture. */
  static BufferedImage as(int type, BufferedImage picture) {
    return onto(new BufferedImage(picture.getWidth(), picture.getHeight(), type), picture);
  }

  static BufferedImage onto(BufferedImage target, BufferedImage picture) {
    Graphics2D canvas = target.createGraphics();
    canvas.drawImage(picture, 0, 0, null);
    canvas.dispose();
    return target;
  }

  static void fill(BufferedImage picture, Color colour, int x, int y, int width, int height) {
    Graphics2D canvas = picture.createGraphics();
    canvas.setPaint(colour);
    canvas.fillRect(x, y, width, height);
    canvas.dispose();
  }

  static Path write(BufferedImage picture, Path file) {
    String name = file.toString();
    try {
      if (!ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
        throw new IllegalArgumentException("No writer for " + name);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedImage read(Path file) {
    try {
      return ImageIO.read(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int alpha(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) >>> 24;
  }

  /** The alpha of every pixel, 0 to 255. */
  static int[] alphas(BufferedImage picture) {
    int width = picture.getWidth();
    int[] colours = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
    return Arrays.stream(colours).map(colour -> colour >>> 24).toArray();
  }

  /** The largest difference of a colour component. */
  static int distance(Color one, Color other) {
    int red = Math.abs(one.getRed() - other.getRed());
    int green = Math.abs(one.getGreen() - other.getGreen());
    int blue = Math.abs(one.getBlue() - other.getBlue());
    return Math.max(red, Math.max(green, blue));
  }
}
