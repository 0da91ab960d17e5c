package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_imgproc.medianBlur;

import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Goes by colours and outlines, on any CPU and without a model: what differs from the colours of
 * the border and is closed off from it, most of all near the centre, is a first guess on a
 * thumbnail, from which a graph cut learns the colours of both sides. The outline alone is then cut
 * again on a larger copy.
 */
public final class ClassicalEngine implements Engine {
  private static final int THUMBNAIL = 256;

  /** Beyond so many standard deviations one colour is as strange as another. */
  private static final int FAR_FROM_BORDER_COLOURS = 12;

  /** How much strange colours count beside being closed off. */
  private static final float COLOURS_SHARE = 0.5f;

  private static final double CENTRE_SPREAD = 0.55;
  private static final double CENTRE_FLOOR = 0.35;
  private static final int THUMBNAIL_ROUNDS = 2;
  private static final double THUMBNAIL_ISLAND = 0.12;
  private static final double THUMBNAIL_HOLE = 0.02;

  /** What is uncertain on either side of a thumbnail's outline, in pixels of the thumbnail. */
  private static final double UNCERTAIN = 2.4;

  /** The window, in pixels, in which the majority decides on the final outline. */
  private static final int TOOTH = 7;

  private static final int ROUNDS = 1;
  private static final double ISLAND = 0.02;
  private static final double HOLE = 0.002;

  /** Hard: every pixel is subject, or is not. */
  @Override
  public Mat find(Mat bgr, Mat copy, Quality quality) {
    return NativeScope.keep(
        () -> {
          GrabCut graph = new GrabCut();
          Mat coarse = guessed(Mats.fitted(copy, THUMBNAIL), graph);
          return quality.side() > THUMBNAIL ? refined(coarse, copy, graph) : coarse;
        });
  }

  /** Nothing: dots know better. */
  @Override
  public Optional<Mat> prior(Mat bgr, Mat copy, Quality quality) {
    return Optional.empty();
  }

  private static Mat guessed(Mat thumbnail, GrabCut graph) {
    LabImage image = LabImage.of(thumbnail);
    SaliencyMap strangeness = BorderColours.of(image).distances();
    SaliencyMap colours =
        strangeness.map((value, pixel) -> Math.min(value, FAR_FROM_BORDER_COLOURS)).normalised();
    SaliencyMap enclosure = MinimumBarrier.of(image, strangeness).normalised();
    SaliencyMap salient =
        enclosure
            .mixed(colours, COLOURS_SHARE)
            .centred(CENTRE_SPREAD, CENTRE_FLOOR)
            .smoothed()
            .normalised();
    Mat cut = graph.cut(thumbnail, Trimap.fromSaliency(salient), THUMBNAIL_ROUNDS);
    return MaskCleaner.clean(cut, THUMBNAIL_ISLAND, THUMBNAIL_HOLE);
  }

  private static Mat refined(Mat coarse, Mat bgr, GrabCut graph) {
    Mat mask = Mats.resizedMask(coarse, bgr.cols(), bgr.rows());
    double growth = (double) bgr.cols() / coarse.cols();
    int radius = Math.max(3, (int) Math.round(UNCERTAIN * growth));
    Mat cut = graph.cut(bgr, Trimap.alongOutline(mask, radius), ROUNDS);
    return MaskCleaner.clean(smoothed(cut), ISLAND, HOLE);
  }

  /** Without the teeth that noise leaves along an outline. */
  private static Mat smoothed(Mat mask) {
    Mat result = new Mat();
    medianBlur(mask, result, TOOTH);
    return result;
  }
}
