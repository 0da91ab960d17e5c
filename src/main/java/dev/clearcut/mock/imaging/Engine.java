package dev.clearcut.mock.imaging;

import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds the subjects of photos. Safe for use by many threads. */
public sealed interface Engine extends AutoCloseable permits ClassicalEngine, OnnxEngine {

  /**
   * Finds the subject.
   *
   * @param bgr CV_8UC3
   * @param quality how finely it is traced
   * @return a CV_8UC1 mask of the size of a copy of the photo whose longer side is that of the
   *     quality; all 0 if there is no subject
   */
  Mat find(Mat bgr, Quality quality);

  /** What it takes for the subject where somebody points, if that helps; as {@link #find}. */
  Optional<Mat> prior(Mat bgr, Quality quality);

  /** Gives back what it has loaded. */
  @Override
  default void close() {}
}
