package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Cuts out what somebody points at with dots, and nothing of what they exclude with others. Keeps
 * nothing between calls. Safe for use by many threads; the native libraries are loaded by the first
 * call.
 */
public final class PointSelector {
  /** On how large a copy the cut is made. */
  private static final Quality COPY = Quality.MEDIUM;

  private static final int BEST = 100;

  private final ImagingLimits limits;
  private final Engine engine;
  private final PhotoDecoder decoder;
  private final CutoutRenderer renderer = new CutoutRenderer();
  private final ImageWriter writer = new ImageWriter();

  public PointSelector(ImagingLimits limits, Engine engine) {
    this.limits = limits;
    this.engine = engine;
    this.decoder = new PhotoDecoder(limits);
  }

  /**
   * Writes the selection as a PNG of the size of the photo, transparent where nothing is selected.
   *
   * @param input a JPEG, PNG, WebP, AVIF or HEIC file
   * @param include points on what is wanted; without any, nothing is selected
   * @param exclude points on what is not
   * @param targetPng where the file is written, replacing what is there
   * @throws ImageRejectedException if the photo cannot be used, or a dot is not on it
   * @throws IOException if a file cannot be read or written
   */
  public Rendered segment(Path input, List<Dot> include, List<Dot> exclude, Path targetPng)
      throws IOException {
    OutputSpec output =
        new OutputSpec(ImageFormat.PNG, Long.MAX_VALUE, null, BEST, false, targetPng);
    ImageHeader header = decoder.inspect(input);
    requireOn(header.size(), include, exclude);
    return NativeScope.job(
        limits,
        () -> {
          Photo photo = decoder.decode(input, header);
          Mat copy = Mats.fitted(photo.bgr(), COPY.side());
          Mat mask = mask(photo.bgr(), copy, include, exclude);
          Cutout cutout = photo.limit(new EdgeMatte(photo.bgr(), copy, mask).cut());
          return writer.write(renderer.render(cutout, output), output);
        });
  }

  private Mat mask(Mat bgr, Mat copy, List<Dot> include, List<Dot> exclude) {
    if (include.isEmpty()) {
      return new Mat(copy.size(), CV_8UC1, Scalar.all(0));
    }
    PixelSize photo = new PixelSize(bgr.cols(), bgr.rows());
    PixelSize size = new PixelSize(copy.cols(), copy.rows());
    return new PointSegmenter(copy, engine.prior(bgr, copy, COPY))
        .segment(
            include.stream().map(dot -> dot.on(size, photo)).toList(),
            exclude.stream().map(dot -> dot.on(size, photo)).toList());
  }

  private static void requireOn(PixelSize photo, List<Dot> include, List<Dot> exclude) {
    Stream.concat(include.stream(), exclude.stream())
        .filter(dot -> !dot.isOn(photo))
        .findFirst()
        .ifPresent(
            dot -> {
              throw new ImageRejectedException(
                  Reason.OUTSIDE,
                  "The dot at %d, %d is outside the image of %d × %d pixels."
                      .formatted(dot.x(), dot.y(), photo.width(), photo.height()));
            });
  }
}
