package dev.clearcut.backgroundcut;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture to test with. */
final class Photo {

  private Photo() {}

  /** A red ball before a light wall, as JPEG, in a folder. */
  static Path in(Path folder) throws IOException {
    BufferedImage picture = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(Color.LIGHT_GRAY);
    brush.fillRect(0, 0, 160, 120);
    brush.setColor(Color.RED);
    brush.fillOval(50, 30, 60, 60);
    brush.dispose();
    Path photo = folder.resolve("ball \"1\".jpg");
    ImageIO.write(picture, "jpeg", photo.toFile());
    return photo;
  }
}
