package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.setRNGSeed;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_EVAL;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_INIT_WITH_MASK;
import static org.bytedeco.opencv.global.opencv_imgproc.grabCut;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Graph cut with colour models learnt from a first guess. The guess is an array of one byte a pixel
 * with the labels {@code GC_BGD}, {@code GC_FGD} (fixed) and {@code GC_PR_BGD}, {@code GC_PR_FGD}
 * (to be decided), in which odd means subject.
 */
final class GrabCut {
  /** The colour models have five components each and need something to learn from. */
  private static final int LEAST_PIXELS = 10;

  private static final int SEED = 12345;

  private final Mat backdropColours = new Mat();
  private final Mat subjectColours = new Mat();

  /**
   * Cuts. The first cut finds the colours from scratch; the next, of another copy of the same
   * picture, begins with those that it knows, which takes half the time.
   *
   * @param bgr CV_8UC3
   * @param guess one label a pixel, row by row
   * @param rounds how often the models are learnt again from the last cut
   * @return a CV_8UC1 mask; the guess itself if it leaves one of the sides without pixels
   */
  Mat cut(Mat bgr, byte[] guess, int rounds) {
    return NativeScope.keep(
        () -> {
          Mat labels = Mats.ofBytes(guess, bgr.cols(), bgr.rows());
          if (isLearnable(guess)) {
            setRNGSeed(SEED);
            int mode = backdropColours.empty() ? GC_INIT_WITH_MASK : GC_EVAL;
            grabCut(bgr, labels, new Rect(), backdropColours, subjectColours, rounds, mode);
          }
          Mat subject = new Mat();
          bitwise_and(labels, new Mat(labels.size(), labels.type(), new Scalar(1)), subject);
          return Mats.above(subject, 0);
        });
  }

  private static boolean isLearnable(byte[] guess) {
    int subject = 0;
    for (byte label : guess) {
      subject += label & 1;
    }
    return subject >= LEAST_PIXELS && guess.length - subject >= LEAST_PIXELS;
  }
}
