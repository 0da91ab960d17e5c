package com.example.shop;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A picture to test with. */
final class Photo {

  private Photo() {}

  /** A red ball before a light wall, as JPEG. */
  static byte[] ofABall() throws IOException {
    BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(Color.LIGHT_GRAY);
    brush.fillRect(0, 0, 320, 240);
    brush.setColor(Color.RED);
    brush.fillOval(100, 60, 120, 120);
    brush.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", jpeg);
    return jpeg.toByteArray();
  }
}
