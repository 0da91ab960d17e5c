package dev.clearcut.mock.imaging;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.Random;

/** Product photos whose subject is known: a shape on a backdrop, drawn the same way every time. */
final class Scene {
  static final int WIDTH = 600;
  static final int HEIGHT = 450;

  /** What stands in the picture. */
  enum Subject {
    BALL,
    BOX,
    BOTTLE,
    BLOB,
    RING,
    MUG
  }

  /** What it stands before. */
  enum Backdrop {
    PLAIN,
    SHADOWED,
    GRADIENT,
    NOISY,
    STRIPED,
    CLUTTERED,
    BLURRED
  }

  final BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  final Area outline;

  private final Random random;

  Scene(Subject subject, Backdrop backdrop) {
    random = new Random(subject.ordinal() * 31L + backdrop.ordinal());
    outline = new Area(shape(subject));
    Graphics2D canvas = photo.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    paint(canvas, backdrop);
    Rectangle2D box = outline.getBounds2D();
    Color colour = Color.getHSBColor(subject.ordinal() / 6f, 0.75f, 0.8f);
    canvas.setPaint(
        new GradientPaint(
            (float) box.getMinX(),
            (float) box.getMinY(),
            colour.brighter(),
            (float) box.getMaxX(),
            (float) box.getMaxY(),
            colour.darker()));
    canvas.fill(outline);
    decorate(canvas, box);
    canvas.dispose();
    addNoise(4);
  }

  boolean isSubject(int x, int y) {
    return outline.contains(x + 0.5, y + 0.5);
  }

  /** Intersection over union of the subject and of what is more opaque than not in a cutout. */
  double iou(BufferedImage cutout) {
    int both = 0;
    int either = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean found = cutout.getRGB(x, y) >>> 24 > 127;
        boolean wanted = isSubject(x, y);
        both += found && wanted ? 1 : 0;
        either += found || wanted ? 1 : 0;
      }
    }
    return (double) both / either;
  }

  private Shape shape(Subject subject) {
    return switch (subject) {
      case BALL -> new Ellipse2D.Double(190, 110, 230, 230);
      case BOX ->
          AffineTransform.getRotateInstance(0.15, 300, 220)
              .createTransformedShape(new Rectangle2D.Double(180, 130, 240, 180));
      case BOTTLE -> {
        Area bottle = new Area(new RoundRectangle2D.Double(235, 160, 130, 250, 40, 40));
        bottle.add(new Area(new Rectangle2D.Double(275, 60, 50, 120)));
        yield bottle;
      }
      case BLOB -> {
        Path2D path = new Path2D.Double();
        for (int degree = 0; degree < 360; degree += 2) {
          double angle = Math.toRadians(degree);
          double radius = 120 * (1 + 0.1 * Math.sin(3 * angle) + 0.06 * Math.sin(7 * angle + 1));
          double x = 310 + 1.2 * radius * Math.cos(angle);
          double y = 230 + radius * Math.sin(angle);
          if (degree == 0) {
            path.moveTo(x, y);
          } else {
            path.lineTo(x, y);
          }
        }
        path.closePath();
        yield path;
      }
      case RING -> {
        Area ring = new Area(new Ellipse2D.Double(170, 90, 260, 260));
        ring.subtract(new Area(new Ellipse2D.Double(240, 160, 120, 120)));
        yield ring;
      }
      case MUG -> {
        Area mug = new Area(new RoundRectangle2D.Double(200, 120, 180, 230, 30, 30));
        Shape handle =
            new BasicStroke(24).createStrokedShape(new Ellipse2D.Double(340, 170, 100, 120));
        mug.add(new Area(handle));
        yield mug;
      }
    };
  }

  private void paint(Graphics2D canvas, Backdrop backdrop) {
    Color base = new Color(225, 222, 215);
    canvas.setPaint(base);
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    switch (backdrop) {
      case PLAIN -> {}
      case SHADOWED -> {
        canvas.setPaint(new Color(170, 167, 160));
        canvas.translate(10, 18);
        canvas.fill(outline);
        canvas.translate(-10, -18);
        blur(9);
      }
      case GRADIENT -> {
        Color floor = new Color(140, 150, 165);
        canvas.setPaint(new GradientPaint(0, 0, base, WIDTH / 3f, HEIGHT, floor));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
      }
      case NOISY -> {
        for (int i = 0; i < 9000; i++) {
          int level = 90 + random.nextInt(90);
          canvas.setPaint(new Color(level, level, level - 20));
          canvas.fillRect(random.nextInt(WIDTH), random.nextInt(HEIGHT), 6, 6);
        }
      }
      case STRIPED -> {
        canvas.setPaint(new Color(150, 125, 105));
        for (int x = -HEIGHT; x < WIDTH; x += 36) {
          canvas.setStroke(new BasicStroke(14));
          canvas.drawLine(x, 0, x + HEIGHT, HEIGHT);
        }
      }
      case CLUTTERED -> scatter(canvas, 60);
      case BLURRED -> {
        scatter(canvas, 90);
        blur(15);
      }
    }
  }

  private void scatter(Graphics2D canvas, int count) {
    for (int i = 0; i < count; i++) {
      float brightness = 0.4f + 0.3f * random.nextFloat();
      canvas.setPaint(Color.getHSBColor(random.nextFloat(), 0.25f, brightness));
      int size = 30 + random.nextInt(70);
      int x = random.nextInt(WIDTH) - size / 2;
      canvas.fillOval(x, random.nextInt(HEIGHT) - size / 2, size, size);
    }
  }

  /** Blurs what has been drawn so far. */
  private void blur(int size) {
    float[] mean = new float[size * size];
    Arrays.fill(mean, 1f / mean.length);
    ConvolveOp filter = new ConvolveOp(new Kernel(size, size, mean), ConvolveOp.EDGE_NO_OP, null);
    BufferedImage once = filter.filter(photo, null);
    filter.filter(once, photo);
  }

  /** A label and a highlight, so that the subject is not of one colour. */
  private void decorate(Graphics2D canvas, Rectangle2D box) {
    canvas.clip(outline);
    canvas.setPaint(new Color(250, 245, 235));
    canvas.fillRect((int) box.getX(), (int) (box.getCenterY() + 10), (int) box.getWidth() / 2, 30);
    canvas.setPaint(new Color(255, 255, 255, 90));
    canvas.fillOval((int) box.getX() + 30, (int) box.getY() + 20, 50, 40);
    canvas.setClip(null);
  }

  private void addNoise(double deviation) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int shift = (int) Math.round(random.nextGaussian() * deviation);
        Color colour = new Color(photo.getRGB(x, y));
        photo.setRGB(
            x,
            y,
            new Color(
                    bounded(colour.getRed() + shift),
                    bounded(colour.getGreen() + shift),
                    bounded(colour.getBlue() + shift))
                .getRGB());
      }
    }
  }

  private static int bounded(int level) {
    return Math.max(0, Math.min(255, level));
  }
}
