package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Finds the subject of a photo: several guesses on a thumbnail, each cut out by its colours and
 * judged; the best one is then cut again, along its outline only, on a larger copy.
 */
final class SubjectFinder {
  private static final int THUMBNAIL = 256;
  private static final int THUMBNAIL_ROUNDS = 2;
  private static final double THUMBNAIL_ISLAND = 0.12;
  private static final double THUMBNAIL_HOLE = 0.02;

  /** What is uncertain on either side of a thumbnail's outline, in pixels of the thumbnail. */
  private static final double UNCERTAIN = 2.4;

  private static final int ROUNDS = 1;
  private static final double ISLAND = 0.02;
  private static final double HOLE = 0.002;

  /**
   * Finds the subject.
   *
   * @param bgr CV_8UC3
   * @param quality on how large a copy of the photo the outline is cut
   * @return a CV_8UC1 mask of the size of that copy; all 0 if nothing stands out
   */
  Mat find(Mat bgr, Quality quality) {
    return NativeScope.keep(
        () -> {
          Mat copy = Mats.fitted(bgr, quality.side());
          Mat coarse = bestGuess(Mats.fitted(copy, THUMBNAIL));
          return quality.side() > THUMBNAIL ? refined(coarse, copy) : coarse;
        });
  }

  private static Mat bestGuess(Mat thumbnail) {
    LabImage image = LabImage.of(thumbnail);
    List<SaliencyMap> maps = SubjectMaps.of(thumbnail, image);
    MaskJudge judge = new MaskJudge(image, maps.get(maps.size() - 1));
    Mat best = new Mat(thumbnail.size(), CV_8UC1, Scalar.BLACK);
    double bestMark = MaskJudge.HOPELESS;
    for (SaliencyMap map : maps) {
      Mat cut = GrabCut.cut(thumbnail, Trimap.fromSaliency(map), THUMBNAIL_ROUNDS);
      Mat mask = MaskCleaner.clean(cut, THUMBNAIL_ISLAND, THUMBNAIL_HOLE);
      double mark = judge.mark(Mats.bytes(mask));
      if (mark > bestMark) {
        best = mask;
        bestMark = mark;
      }
    }
    return best;
  }

  private static Mat refined(Mat coarse, Mat bgr) {
    Mat mask = Mats.resizedMask(coarse, bgr.cols(), bgr.rows());
    double growth = (double) bgr.cols() / coarse.cols();
    int radius = Math.max(3, (int) Math.round(UNCERTAIN * growth));
    Mat cut = GrabCut.cut(bgr, Trimap.alongOutline(mask, radius), ROUNDS);
    return MaskCleaner.clean(cut, ISLAND, HOLE);
  }
}
