package dev.clearcut.mock.imaging;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** What our own decoder shows of a file. */
final class Shown {
  private Shown() {}

  /** The decoded picture, by way of a lossless file. */
  static BufferedImage decode(Path file) throws IOException {
    Path target = Files.createTempFile("shown", ".png");
    OutputSpec png = new OutputSpec(ImageFormat.PNG, Integer.MAX_VALUE, null, 85, false, target);
    write(file, png);
    BufferedImage shown = Pictures.read(target);
    Files.delete(target);
    return shown;
  }

  /** Decodes a file and writes it again as it is. */
  static void write(Path file, OutputSpec output) throws IOException {
    PhotoDecoder decoder = new PhotoDecoder(ImagingLimits.DEFAULT);
    ImageHeader header = decoder.inspect(file);
    NativeScope.free(
        () -> {
          Photo photo = decoder.decode(file, header);
          Mat canvas =
              photo.alpha() == null
                  ? photo.bgr()
                  : new CutoutRenderer().render(photo.asCutout(), output);
          return new ImageWriter().write(canvas, output);
        });
  }

  /** Top left, top right, bottom left, bottom right. */
  static List<Color> corners(BufferedImage shown) {
    int right = shown.getWidth() - 3;
    int bottom = shown.getHeight() - 3;
    return List.of(
        new Color(shown.getRGB(2, 2)),
        new Color(shown.getRGB(right, 2)),
        new Color(shown.getRGB(2, bottom)),
        new Color(shown.getRGB(right, bottom)));
  }

  /** For comparisons of colours that went through lossy coding. */
  static int compare(Color one, Color other) {
    return Pictures.distance(one, other) > 14 ? 1 : 0;
  }
}
