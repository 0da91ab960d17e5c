package dev.clearcut.mock.imaging;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Paints what a subject stands before. */
final class BackdropPainter {
  private final BufferedImage photo;
  private final Area outline;
  private final Random random;

  BackdropPainter(BufferedImage photo, Area outline, Random random) {
    this.photo = photo;
    this.outline = outline;
    this.random = random;
  }

  void paint(Graphics2D canvas, Scene.Backdrop backdrop) {
    Color base = new Color(225, 222, 215);
    canvas.setPaint(base);
    canvas.fillRect(0, 0, Scene.WIDTH, Scene.HEIGHT);
    switch (backdrop) {
      case PLAIN -> {}
      case SHADOWED -> {
        canvas.setPaint(new Color(170, 167, 160));
        canvas.translate(10, 18);
        canvas.fill(outline);
        canvas.translate(-10, -18);
        blur(6);
      }
      case GRADIENT -> {
        Color floor = new Color(140, 150, 165);
        canvas.setPaint(new GradientPaint(0, 0, base, Scene.WIDTH / 3f, Scene.HEIGHT, floor));
        canvas.fillRect(0, 0, Scene.WIDTH, Scene.HEIGHT);
      }
      case NOISY -> {
        for (int i = 0; i < 9000; i++) {
          int level = 90 + random.nextInt(90);
          canvas.setPaint(new Color(level, level, level - 20));
          canvas.fillRect(random.nextInt(Scene.WIDTH), random.nextInt(Scene.HEIGHT), 6, 6);
        }
      }
      case STRIPED -> {
        canvas.setPaint(new Color(150, 125, 105));
        for (int x = -Scene.HEIGHT; x < Scene.WIDTH; x += 36) {
          canvas.setStroke(new BasicStroke(14));
          canvas.drawLine(x, 0, x + Scene.HEIGHT, Scene.HEIGHT);
        }
      }
      case CLUTTERED -> scatter(canvas, 60);
      case BLURRED -> {
        scatter(canvas, 90);
        blur(10);
      }
    }
  }

  private void scatter(Graphics2D canvas, int count) {
    for (int i = 0; i < count; i++) {
      float brightness = 0.4f + 0.3f * random.nextFloat();
      canvas.setPaint(Color.getHSBColor(random.nextFloat(), 0.25f, brightness));
      int size = 30 + random.nextInt(70);
      int x = random.nextInt(Scene.WIDTH) - size / 2;
      canvas.fillOval(x, random.nextInt(Scene.HEIGHT) - size / 2, size, size);
    }
  }

  /** Blurs what has been drawn so far, by making it smaller and larger again. */
  private void blur(int factor) {
    Image small =
        photo.getScaledInstance(
            Scene.WIDTH / factor, Scene.HEIGHT / factor, Image.SCALE_AREA_AVERAGING);
    Graphics2D canvas = photo.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    canvas.drawImage(small, 0, 0, Scene.WIDTH, Scene.HEIGHT, null);
    canvas.dispose();
  }
}
