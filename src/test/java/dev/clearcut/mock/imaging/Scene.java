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
import java.awt.image.DataBufferInt;
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
    MUG,
    /** White on a light backdrop. */
    PLATE,
    /** Standing on the lower border. */
    BUST,
    /** Small and off the centre. */
    EARRING
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

  private final boolean[] ofSubject = new boolean[WIDTH * HEIGHT];
  private final Area outline;
  private final Random random;

  Scene(Subject subject, Backdrop backdrop) {
    random = new Random(subject.ordinal() * 31L + backdrop.ordinal());
    outline = new Area(shape(subject));
    Graphics2D canvas = photo.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    new BackdropPainter(photo, outline, random).paint(canvas, backdrop);
    Rectangle2D box = outline.getBounds2D();
    float saturation = subject == Subject.PLATE ? 0.02f : 0.75f;
    float brightness = subject == Subject.PLATE ? 0.99f : 0.8f;
    Color colour = Color.getHSBColor(subject.ordinal() / 6f, saturation, brightness);
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
    BufferedImage mask = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D truth = mask.createGraphics();
    truth.setPaint(Color.WHITE);
    truth.fill(outline);
    truth.dispose();
    int[] levels = pixels(mask);
    for (int i = 0; i < levels.length; i++) {
      ofSubject[i] = (levels[i] & 0xFF) != 0;
    }
  }

  /**
   * The very pixels, because to ask for them one by one takes longer than to cut the subject out.
   */
  private static int[] pixels(BufferedImage picture) {
    return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
  }

  private static int[] alphas(BufferedImage cutout) {
    return cutout.getAlphaRaster().getSamples(0, 0, WIDTH, HEIGHT, 0, (int[]) null);
  }

  boolean isSubject(int x, int y) {
    return ofSubject[y * WIDTH + x];
  }

  /** Intersection over union of the subject and of what is more opaque than not in a cutout. */
  double iou(BufferedImage cutout) {
    int both = 0;
    int either = 0;
    int[] alphas = alphas(cutout);
    for (int i = 0; i < alphas.length; i++) {
      boolean found = alphas[i] > 127;
      both += found && ofSubject[i] ? 1 : 0;
      either += found || ofSubject[i] ? 1 : 0;
    }
    return (double) both / either;
  }

  /** The middle of the largest area that a cutout has wrongly kept or left out. */
  Dot worstMistake(BufferedImage cutout) {
    Dot worst = new Dot(0, 0);
    int largest = -1;
    int[] alphas = alphas(cutout);
    int[][] room = new int[HEIGHT][WIDTH];
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < WIDTH * HEIGHT; i++) {
        int position = pass == 0 ? i : WIDTH * HEIGHT - 1 - i;
        int x = position % WIDTH;
        int y = position / WIDTH;
        boolean mistaken = alphas[position] > 127 != ofSubject[position];
        int step = pass == 0 ? -1 : 1;
        int beside = x + step < 0 || x + step >= WIDTH ? 0 : room[y][x + step];
        int beyond = y + step < 0 || y + step >= HEIGHT ? 0 : room[y + step][x];
        int reach = mistaken ? Math.min(beside, beyond) + 1 : 0;
        room[y][x] = pass == 0 ? reach : Math.min(room[y][x], reach);
        if (pass == 1 && room[y][x] > largest) {
          largest = room[y][x];
          worst = new Dot(x, y);
        }
      }
    }
    return worst;
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
      case PLATE -> new Ellipse2D.Double(150, 130, 300, 210);
      case BUST -> {
        Area bust = new Area(new Ellipse2D.Double(235, 70, 130, 160));
        bust.add(new Area(new Ellipse2D.Double(140, 250, 320, 400)));
        bust.add(new Area(new Rectangle2D.Double(270, 180, 60, 120)));
        bust.intersect(new Area(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT)));
        yield bust;
      }
      case EARRING -> new RoundRectangle2D.Double(120, 260, 70, 110, 60, 60);
      case MUG -> {
        Area mug = new Area(new RoundRectangle2D.Double(200, 120, 180, 230, 30, 30));
        Shape handle =
            new BasicStroke(24).createStrokedShape(new Ellipse2D.Double(340, 170, 100, 120));
        mug.add(new Area(handle));
        yield mug;
      }
    };
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
    int[] colours = pixels(photo);
    for (int i = 0; i < colours.length; i++) {
      int shift = (int) Math.round(random.nextGaussian() * deviation);
      colours[i] =
          bounded((colours[i] >> 16 & 0xFF) + shift) << 16
              | bounded((colours[i] >> 8 & 0xFF) + shift) << 8
              | bounded((colours[i] & 0xFF) + shift);
    }
  }

  private static int bounded(int level) {
    return Math.max(0, Math.min(255, level));
  }
}
