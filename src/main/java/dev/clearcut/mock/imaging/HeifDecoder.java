package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Decodes the picture of an AVIF or HEIC file, and its transparency, upright. */
final class HeifDecoder {
  private final ImagingLimits limits;

  HeifDecoder(ImagingLimits limits) {
    this.limits = limits;
  }

  /**
   * Decodes the pixels.
   *
   * @param header of the same file
   * @throws ImageRejectedException if the data is damaged, or larger than the header says
   */
  Photo decode(Path path, ImageHeader header) throws IOException {
    try (FileBytes bytes = FileBytes.open(path)) {
      HeifContainer file = new HeifContainer(bytes, header.format());
      Mat bgr = NativeScope.keep(() -> upright(file, file.picture(), CV_8UC3));
      Optional<HeifItem> transparency = file.alpha();
      if (transparency.isEmpty()) {
        return new Photo(bgr, null);
      }
      Mat alpha = NativeScope.keep(() -> upright(file, transparency.get(), CV_8UC1));
      return new Photo(bgr, Mats.resized(alpha, bgr.cols(), bgr.rows()));
    }
  }

  /** An item of the file, turned the way the picture is. */
  private Mat upright(HeifContainer file, HeifItem item, int type) {
    Mat shown = decode(file, item, type);
    for (PictureTransform transform : file.transforms()) {
      shown = transform.apply(shown);
    }
    return shown;
  }

  private Mat decode(HeifContainer file, HeifItem item, int type) {
    PixelSize size = item.size();
    limits.requireFits(size);
    Mat canvas = new Mat(size.height(), size.width(), type, Scalar.all(0));
    if (item.isGrid()) {
      drawTiles(file, item, canvas);
    } else {
      try (CodedPictureDecoder decoder = new CodedPictureDecoder(item, limits)) {
        AVFrame frame = decoder.decode(file.data(item), size);
        FramePixels.draw(frame, NclxColour.of(item), canvas, 0, 0);
      }
    }
    return canvas;
  }

  private void drawTiles(HeifContainer file, HeifItem grid, Mat canvas) {
    HeifGrid layout = HeifGrid.of(file.data(grid));
    List<HeifItem> tiles = file.tiles(grid);
    PixelSize tile = layout.tileSize(tiles, grid.size());
    byte[] configuration = tiles.get(0).decoderConfiguration();
    try (CodedPictureDecoder decoder = new CodedPictureDecoder(tiles.get(0), limits)) {
      for (int i = 0; i < tiles.size(); i++) {
        HeifItem item = tiles.get(i);
        if (!Arrays.equals(configuration, item.decoderConfiguration())) {
          throw ImageRejectedException.corrupt("has tiles of different kinds");
        }
        int x = i % layout.columns() * tile.width();
        int y = i / layout.columns() * tile.height();
        NclxColour colour = NclxColour.of(grid).or(NclxColour.of(item));
        FramePixels.draw(decoder.decode(file.data(item), tile), colour, canvas, x, y);
      }
    }
  }
}
