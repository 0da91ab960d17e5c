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
  private final JobGate gate;
  private final PhotoDecoder decoder;
  private final SubjectFinder finder = new SubjectFinder();
  private final CutoutRenderer renderer = new CutoutRenderer();
  private final ImageWriter writer = new ImageWriter();

  public BackgroundRemover(ImagingLimits limits) {
    this.gate = new JobGate(limits);
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
    return gate.run(() -> renderAll(cutout(input, header, quality), outputs));
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
    Mat mask = finder.find(photo.bgr(), quality);
    return photo.limit(new EdgeMatte(photo.bgr(), mask).cut());
  }

  private List<Rendered> renderAll(Cutout cutout, List<OutputSpec> outputs) throws IOException {
    List<Rendered> results = new ArrayList<>();
    for (OutputSpec output : outputs) {
      results.add(NativeScope.free(() -> writer.write(renderer.render(cutout, output), output)));
    }
    return List.copyOf(results);
  }
}
