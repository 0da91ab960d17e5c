package dev.clearcut.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/**
 * What a cutout of {@link Picture#ofABall} looks like.
 *
 * @param format as Java's image library calls it, or {@code webp}
 * @param background null when it is transparent
 * @param isCropped to the ball
 */
record Look(String format, Color background, boolean isCropped) {

  private static final int BALL = 300;
  private static final int LOSSY = 12;

  static Look png() {
    return new Look("png", null, false);
  }

  static Look jpeg(String background) {
    return new Look("jpeg", Color.decode(background), false);
  }

  static Look webp(boolean transparent) {
    return new Look("webp", transparent ? null : Color.WHITE, false);
  }

  Look cropped() {
    return new Look(format, background, true);
  }

  void check(byte[] file) {
    if (format.equals("webp")) {
      checkWebp(file);
      return;
    }
    BufferedImage image = decode(file);
    checkSize(image.getWidth(), image.getHeight());
    checkColour(new Color(image.getRGB(0, 0), true));
    int middle = isCropped ? image.getWidth() / 2 : BALL;
    Color ball = new Color(image.getRGB(middle, middle), true);
    assertThat(ball.getAlpha()).isEqualTo(255);
    assertThat(ball.getRed()).isGreaterThan(150);
    assertThat(ball.getBlue()).isLessThan(80);
  }

  private BufferedImage decode(byte[] file) {
    boolean isPng = file.length > 1 && file[1] == 'P';
    assertThat(isPng ? "png" : "jpeg").isEqualTo(format);
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      assertThat(image).isNotNull();
      return image;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void checkSize(int width, int height) {
    if (isCropped) {
      assertThat(width).isCloseTo(BALL, within(BALL / 10));
      assertThat(height).isCloseTo(BALL, within(BALL / 10));
    } else {
      assertThat(width).isEqualTo(Picture.WIDTH);
      assertThat(height).isEqualTo(Picture.HEIGHT);
    }
  }

  private void checkColour(Color corner) {
    if (background == null) {
      assertThat(corner.getAlpha()).isZero();
    } else {
      assertThat(corner.getAlpha()).isEqualTo(255);
      assertThat(corner.getRed()).isCloseTo(background.getRed(), within(LOSSY));
      assertThat(corner.getGreen()).isCloseTo(background.getGreen(), within(LOSSY));
      assertThat(corner.getBlue()).isCloseTo(background.getBlue(), within(LOSSY));
    }
  }

  /** Java cannot decode it: its head says size and transparency. */
  private void checkWebp(byte[] file) {
    assertThat(text(file, 0)).isEqualTo("RIFF");
    assertThat(text(file, 8)).isEqualTo("WEBP");
    boolean transparent = background == null;
    switch (text(file, 12)) {
      case "VP8X" -> {
        assertThat((file[20] & 0x10) != 0).isEqualTo(transparent);
        checkSize(1 + (little(file, 24) & 0xffffff), 1 + (little(file, 26) >>> 8));
      }
      case "VP8L" -> {
        int bits = little(file, 21);
        assertThat((bits >>> 28 & 1) == 1).isEqualTo(transparent);
        checkSize(1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
      }
      default -> {
        assertThat(text(file, 12)).isEqualTo("VP8 ");
        assertThat(transparent).isFalse();
        checkSize(little(file, 26) & 0x3fff, little(file, 28) & 0x3fff);
      }
    }
  }

  private static String text(byte[] file, int at) {
    return new String(file, at, 4, StandardCharsets.US_ASCII);
  }

  private static int little(byte[] file, int at) {
    return file[at] & 0xff
        | (file[at + 1] & 0xff) << 8
        | (file[at + 2] & 0xff) << 16
        | (file[at + 3] & 0xff) << 24;
  }
}
