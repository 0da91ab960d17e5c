package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** What a HEIF file wants done to a decoded picture before it is shown. */
sealed interface PictureTransform {
  /** The size of a picture of the given size afterwards. */
  PixelSize after(PixelSize size);

  /** The picture afterwards. */
  Mat apply(Mat picture);

  /** The transforms among the properties of an item, in their order. */
  static List<PictureTransform> of(HeifItem item) {
    return item.properties().stream().map(PictureTransform::of).flatMap(Optional::stream).toList();
  }

  private static Optional<PictureTransform> of(IsoBox property) {
    ByteBuffer content = property.bytes();
    return switch (property.type()) {
      case "irot" -> Optional.of(new Turn(content.get() & 3));
      case "imir" -> Optional.of(new Mirror((content.get() & 1) == 1));
      case "clap" -> Optional.of(Crop.of(content));
      default -> Optional.empty();
    };
  }

  /**
   * A turn to the left.
   *
   * @param quarters 0 to 3
   */
  record Turn(int quarters) implements PictureTransform {
    @Override
    public PixelSize after(PixelSize size) {
      return quarters % 2 == 0 ? size : new PixelSize(size.height(), size.width());
    }

    @Override
    public Mat apply(Mat picture) {
      if (quarters == 0) {
        return picture;
      }
      Mat result = new Mat();
      rotate(
          picture,
          result,
          switch (quarters) {
            case 1 -> ROTATE_90_COUNTERCLOCKWISE;
            case 2 -> ROTATE_180;
            default -> ROTATE_90_CLOCKWISE;
          });
      return result;
    }
  }

  /**
   * A mirroring.
   *
   * @param leftToRight or else top to bottom
   */
  record Mirror(boolean leftToRight) implements PictureTransform {
    @Override
    public PixelSize after(PixelSize size) {
      return size;
    }

    @Override
    public Mat apply(Mat picture) {
      Mat result = new Mat();
      flip(picture, result, leftToRight ? 1 : 0);
      return result;
    }
  }

  /**
   * A crop around a centre; sizes and shifts are fractions in the file, and round to pixels.
   *
   * @param width in pixels
   * @param height in pixels
   * @param right how far the centre lies right of the picture's centre
   * @param down how far it lies below
   */
  record Crop(double width, double height, double right, double down) implements PictureTransform {
    static Crop of(ByteBuffer content) {
      return new Crop(fraction(content), fraction(content), fraction(content), fraction(content));
    }

    @Override
    public PixelSize after(PixelSize size) {
      return new PixelSize(across(size.width(), width), across(size.height(), height));
    }

    @Override
    public Mat apply(Mat picture) {
      PixelSize size = after(new PixelSize(picture.cols(), picture.rows()));
      int x = start(picture.cols(), size.width(), right);
      int y = start(picture.rows(), size.height(), down);
      return picture.apply(new Rect(x, y, size.width(), size.height())).clone();
    }

    private static double fraction(ByteBuffer content) {
      return (double) content.getInt() / content.getInt();
    }

    private static int across(int full, double wanted) {
      return (int) Math.max(1, Math.min(full, Math.round(wanted)));
    }

    private static int start(int full, int part, double shift) {
      return (int) Math.max(0, Math.min(full - part, Math.round((full - part) / 2.0 + shift)));
    }
  }
}
