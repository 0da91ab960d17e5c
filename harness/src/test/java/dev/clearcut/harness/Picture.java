package dev.clearcut.harness;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Photos to test with. */
final class Picture {

  static final int WIDTH = 800;
  static final int HEIGHT = 600;

  private Picture() {}

  /** A red ball, 300 pixels wide, around (300, 300) before a light wall, as JPEG. */
  static byte[] ofABall() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(new Color(0xd8d8d0));
    brush.fillRect(0, 0, WIDTH, HEIGHT);
    brush.setColor(new Color(0xb02020));
    brush.fillOval(150, 150, 300, 300);
    brush.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpeg", jpeg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jpeg.toByteArray();
  }
}
