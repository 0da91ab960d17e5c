package dev.clearcut.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The four patches that the photos of {@link Photos#FOLDER} show, but for the coffee. */
public final class Patches {

  private static final Color[] COLOURS = {
    new Color(200, 30, 30), new Color(30, 160, 60), new Color(30, 60, 190), new Color(230, 200, 20)
  };

  private Patches() {}

  /**
   * Checks what a PNG shows, upright.
   *
   * @param near the largest difference of a level
   * @param alpha of the patches, 0 to 255
   */
  public static void assertIn(byte[] png, int near, int alpha) {
    BufferedImage picture = read(png);
    for (int i = 0; i < COLOURS.length; i++) {
      int x = (int) (picture.getWidth() * (0.35 + i % 2 * 0.3));
      int y = (int) (picture.getHeight() * (0.35 + i / 2 * 0.3));
      Color shown = new Color(picture.getRGB(x, y), true);
      assertThat(shown.getRed())
          .as("red of patch %d", i)
          .isCloseTo(COLOURS[i].getRed(), within(near));
      assertThat(shown.getGreen())
          .as("green of patch %d", i)
          .isCloseTo(COLOURS[i].getGreen(), within(near));
      assertThat(shown.getBlue())
          .as("blue of patch %d", i)
          .isCloseTo(COLOURS[i].getBlue(), within(near));
      assertThat(shown.getAlpha()).as("alpha of patch %d", i).isCloseTo(alpha, within(2));
    }
  }

  private static BufferedImage read(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
