package dev.clearcut.mock.imaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Removes the background of product photos. Safe for use by many threads; the native libraries are
 * loaded by the first call.
 */
public final class BackgroundRemover {
  private final ImagingLimits limits;
  private final PhotoDecoder decoder;
  private final Engine engine;
  private final CutoutRenderer renderer = new CutoutRenderer();
  private final ImageWriter writer = new ImageWriter();

  public BackgroundRemover(ImagingLimits limits, Engine engine) {
    this.limits = limits;
    this.engine = engine;
    this.decoder = new PhotoDecoder(limits);
  }

  /**
   * Makes any number of files from one photo, which is decoded and segmented once.
   *
   * @param input a JPEG, PNG, WebP, AVIF or HEIC file
   * @param quality how finely the outline is traced
   * @param outputs what to write
   * @return one result an output, in the same order
   * @throws ImageRejectedException if the photo cannot be used, or an output cannot hold it
   * @throws IOException if a file cannot be read or written
   */
  public List<Rendered> remove(Path input, Quality quality, List<OutputSpec> outputs)
      throws IOException {
    ImageHeader header = decoder.inspect(input);
    forEach(outputs, output -> requireFits(header.size(), output));
    return NativeScope.job(limits, () -> renderAll(cutout(input, header, quality), outputs));
  }

  private Cutout cutout(Path input, ImageHeader header, Quality quality) throws IOException {
    return NativeScope.keep(
        () -> cut(decoder.decode(input, header), quality),
        cutout -> List.of(cutout.bgr(), cutout.alpha()));
  }

  private Cutout cut(Photo photo, Quality quality) {
    if (photo.isCutout()) {
      return photo.asCutout();
    }
    Mat copy = Mats.fitted(photo.bgr(), quality.side());
    Mat mask = engine.find(photo.bgr(), copy, quality);
    return photo.limit(new EdgeMatte(photo.bgr(), copy, mask).cut());
  }

  /** A crop is known only when it is made; all else is checked before the photo is decoded. */
  private static void requireFits(PixelSize photo, OutputSpec output) {
    if (!output.autocrop()) {
      photo.within(output.maxPixels()).requireFits(output.format());
    }
  }

  private List<Rendered> renderAll(Cutout cutout, List<OutputSpec> outputs) throws IOException {
    List<Rendered> results = new ArrayList<>();
    forEach(
        outputs,
        output ->
            results.add(
                NativeScope.free(() -> writer.write(renderer.render(cutout, output), output))));
    return List.copyOf(results);
  }

  private interface Step {
    void take(OutputSpec output) throws IOException;
  }

  /** What is wrong with an output is said of that one. */
  private static void forEach(List<OutputSpec> outputs, Step step) throws IOException {
    for (int i = 0; i < outputs.size(); i++) {
      try {
        step.take(outputs.get(i));
      } catch (ImageRejectedException rejected) {
        throw rejected.ofOutput(i);
      }
    }
  }
}
