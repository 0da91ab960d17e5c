package dev.clearcut.mock.imaging;

import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds the subjects of photos. Safe for use by many threads. */
public sealed interface Engine extends AutoCloseable permits ClassicalEngine, OnnxEngine {

  /**
   * Finds the subject.
   *
   * @param bgr CV_8UC3
   * @param copy of it, as large as the quality asks for
   * @param quality how finely it is traced
   * @return a CV_8UC1 mask of the size of the copy; all 0 if there is no subject
   */
  Mat find(Mat bgr, Mat copy, Quality quality);

  /** What it takes for the subject where somebody points, if that helps; as {@link #find}. */
  Optional<Mat> prior(Mat bgr, Mat copy, Quality quality);

  /** Gives back what it has loaded. */
  @Override
  default void close() {}
}
