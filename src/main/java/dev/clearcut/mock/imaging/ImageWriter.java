package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_FILTER;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_FILTER_UP;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes a canvas into a file, which appears whole or not at all. */
final class ImageWriter {
  /**
   * To try every filter for every row takes 0.8 s for 12 megapixels, this one alone 0.35 s; higher
   * levels take longer still, and the sizes differ little.
   */
  private static final int[] PNG = {
    IMWRITE_PNG_COMPRESSION, 1, IMWRITE_PNG_FILTER, IMWRITE_PNG_FILTER_UP
  };

  private final AvifEncoder avif = new AvifEncoder();

  /**
   * Writes the file.
   *
   * @param canvas CV_8UC3, or CV_8UC4 with straight alpha
   * @throws ImageRejectedException if the canvas is too long for the format
   */
  Rendered write(Mat canvas, OutputSpec output) throws IOException {
    new PixelSize(canvas.cols(), canvas.rows()).requireFits(output.format());
    Path target = output.target().toAbsolutePath();
    String suffix = "." + output.format().extension();
    Path draft = target.resolveSibling(".draft-" + UUID.randomUUID() + suffix);
    try {
      encode(canvas, output, draft);
      long length = Files.size(draft);
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      boolean alpha = canvas.channels() == 4;
      return new Rendered(output.format(), canvas.cols(), canvas.rows(), alpha, length);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void encode(Mat canvas, OutputSpec output, Path file) throws IOException {
    switch (output.format()) {
      case JPEG -> encode(canvas, file, IMWRITE_JPEG_QUALITY, output.compression());
      case PNG -> encode(canvas, file, PNG);
      case WEBP -> encode(canvas, file, IMWRITE_WEBP_QUALITY, output.compression());
      case AVIF -> avif.write(canvas, output.compression(), file);
      case HEIC -> throw new IllegalArgumentException("HEIC is read, but not written");
    }
  }

  private static void encode(Mat canvas, Path file, int... parameters) throws IOException {
    if (!imwrite(file.toString(), canvas, new IntPointer(parameters))) {
      throw new IOException("Could not encode " + file);
    }
  }
}
