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
      Meaning meaning = new Meaning();
      Mat bgr = NativeScope.keep(() -> upright(file, file.picture(), CV_8UC3, meaning));
      Optional<HeifItem> transparency = file.alpha();
      if (transparency.isEmpty()) {
        return new Photo(inSrgb(bgr, file, meaning), null);
      }
      Mat coded = NativeScope.keep(() -> upright(file, transparency.get(), CV_8UC1, new Meaning()));
      Mat alpha = Mats.resized(coded, bgr.cols(), bgr.rows());
      Mat colours = file.isPremultiplied() ? Mats.unweighted(bgr, alpha) : bgr;
      return new Photo(inSrgb(colours, file, meaning), alpha);
    }
  }

  /** A profile outranks numbers, and those of the file outrank those of the coded picture. */
  private static Mat inSrgb(Mat bgr, HeifContainer file, Meaning meaning) {
    Optional<ColourProfile> profile = file.profile();
    if (profile.isEmpty() && !meaning.colour.meaning().isSrgb()) {
      profile = meaning.colour.meaning().profile(false);
    }
    return profile.filter(known -> !known.isSrgb()).map(known -> known.toSrgb(bgr)).orElse(bgr);
  }

  /** What the decoded numbers mean, known when the first of them are decoded. */
  private static final class Meaning {
    private NclxColour colour = NclxColour.UNSAID;

    void add(NclxColour declared, AVFrame frame) {
      colour = colour.or(declared).or(NclxColour.of(frame));
    }
  }

  /** An item of the file, turned the way the picture is. */
  private Mat upright(HeifContainer file, HeifItem item, int type, Meaning meaning) {
    Mat shown = decode(file, item, type, meaning);
    for (PictureTransform transform : file.transforms()) {
      shown = transform.apply(shown);
    }
    return shown;
  }

  private Mat decode(HeifContainer file, HeifItem item, int type, Meaning meaning) {
    PixelSize size = item.size();
    limits.requireFits(size);
    Mat canvas = new Mat(size.height(), size.width(), type, Scalar.all(0));
    if (item.isGrid()) {
      drawTiles(file, item, canvas, meaning);
    } else {
      try (CodedPictureDecoder decoder = new CodedPictureDecoder(item, limits)) {
        AVFrame frame = decoder.decode(file.data(item), size);
        meaning.add(NclxColour.of(item), frame);
        FramePixels.draw(frame, NclxColour.of(item), canvas, 0, 0);
      }
    }
    return canvas;
  }

  private void drawTiles(HeifContainer file, HeifItem grid, Mat canvas, Meaning meaning) {
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
        AVFrame frame = decoder.decode(file.data(item), tile);
        meaning.add(colour, frame);
        FramePixels.draw(frame, colour, canvas, x, y);
      }
    }
  }
}
