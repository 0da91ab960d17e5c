package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.max;
import static org.bytedeco.opencv.global.opencv_core.min;
import static org.bytedeco.opencv.global.opencv_ximgproc.guidedFilter;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Turns a mask into soft transparency at full resolution. Along the outline a guided filter lets
 * the transparency follow the edges of the photo, and the backdrop's colour is taken out of pixels
 * that show both. The photo is worked on in tiles, as many at a time as the job has threads, so
 * memory does not grow with it.
 */
final class EdgeMatte {
  private static final int TILE = 256;

  /** How far the band reaches into the subject and into the backdrop, by the longer side. */
  private static final double INWARDS = 0.004;

  private static final double OUTWARDS = 0.006;

  /** The guided filter's window, by the longer side, and how faint an edge it follows. */
  private static final double WINDOW = 0.003;

  private static final double SMOOTHNESS = 1e-4;

  /** Wider windows are looked at on a smaller copy, where they are as wide as this. */
  private static final double WIDEST_WINDOW = 4;

  /** Below and above these, out of 255, a soft mask says that it is certain. */
  private static final double SURELY_NOT = 12;

  private static final double SURELY = 242;

  private final Mat photo;
  private final Mat mask;
  private final Mat core;
  private final Mat reach;
  private final UnmixedColours colours;
  private final int window;

  /**
   * Prepares the matte.
   *
   * @param photo CV_8UC3
   * @param copy of the photo, usually smaller
   * @param mask CV_8UC1 of the size of the copy; hard or soft
   */
  EdgeMatte(Mat photo, Mat copy, Mat mask) {
    this.photo = photo;
    this.mask = mask;
    int side = Math.max(mask.cols(), mask.rows());
    this.core = Mats.shrunk(Mats.above(mask, SURELY), atLeastOne(side * INWARDS));
    this.reach = Mats.grown(Mats.above(mask, SURELY_NOT), atLeastOne(side * OUTWARDS));
    this.colours = UnmixedColours.of(photo.size(), copy, core, Mats.inverted(reach));
    this.window = Math.max(2, atLeastOne(Math.max(photo.cols(), photo.rows()) * WINDOW));
  }

  /** The subject with its own colours; what is fully transparent is black. */
  Cutout cut() {
    Mat bgr = new Mat(photo.size(), photo.type(), Scalar.all(0));
    Mat alpha = new Mat(photo.size(), CV_8UC1, Scalar.all(0));
    int across = tiles(photo.cols());
    NativeScope.forEach(
        across * tiles(photo.rows()),
        tile -> cutTile(tile(tile % across * TILE, tile / across * TILE), bgr, alpha));
    return new Cutout(bgr, alpha);
  }

  private static int tiles(int pixels) {
    return (pixels + TILE - 1) / TILE;
  }

  private Tile tile(int x, int y) {
    return new Tile(x, y, Math.min(TILE, photo.cols() - x), Math.min(TILE, photo.rows() - y));
  }

  private void cutTile(Tile tile, Mat bgr, Mat alpha) {
    // the filter looks twice its window far; the margin keeps seams from showing
    Tile area = tile.grown(2 * window + 2, photo.cols(), photo.rows());
    Mat most = Mats.above(area.patch(reach, photo.size()), 127);
    if (countNonZero(most) == 0) {
      return;
    }
    Mat pixels = photo.apply(area.rect());
    Rect part = tile.within(area);
    Mat least = Mats.above(area.patch(core, photo.size()), 127);
    if (countNonZero(least) == least.total()) {
      pixels.apply(part).copyTo(bgr.apply(tile.rect()));
      most.apply(part).copyTo(alpha.apply(tile.rect()));
      return;
    }
    Mat matte = matte(area, pixels, least, most);
    Mat own = colours.apply(area, pixels, matte);
    own.apply(part).copyTo(bgr.apply(tile.rect()));
    matte.apply(part).copyTo(alpha.apply(tile.rect()));
  }

  /** CV_8UC1 transparency of an area: settled in its core and beyond its reach. */
  private Mat matte(Tile area, Mat pixels, Mat least, Mat most) {
    Mat coarse = Mats.toFloat(area.patch(mask, photo.size()), 1 / 255.0);
    Mat soft = new Mat();
    double scale = Math.min(1, WIDEST_WINDOW / window);
    guidedFilter(Mats.toFloat(pixels, 1 / 255.0), coarse, soft, window, SMOOTHNESS, -1, scale);
    Mat stretched = new Mat();
    soft.convertTo(stretched, CV_8U, 255 / 0.92, -255 * 0.04 / 0.92);
    Mat bounded = new Mat();
    min(stretched, most, bounded);
    max(bounded, least, bounded);
    return bounded;
  }

  private static int atLeastOne(double pixels) {
    return (int) Math.max(1, Math.round(pixels));
  }
}
