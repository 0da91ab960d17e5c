package dev.clearcut.mock.imaging;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * How a HEIF file says its numbers mean colours; it outranks what the coded picture says. The
 * numbers are those of ITU-T H.273.
 *
 * @param primaries which red, green and blue
 * @param transfer how much light
 * @param matrix between luma/chroma and red/green/blue; below 0 where the file says nothing
 * @param fullRange whether black is 0 and white the largest number
 */
record NclxColour(int primaries, int transfer, int matrix, boolean fullRange) {
  static final NclxColour UNSAID = new NclxColour(-1, -1, -1, false);

  private static final int LENGTH = 11;

  /** The description of an item, or that it has none. */
  static NclxColour of(HeifItem item) {
    return item.properties().stream()
        .filter(box -> box.type().equals("colr") && box.content().limit() >= LENGTH)
        .map(IsoBox::bytes)
        .filter(content -> FourCc.at(content, 0).equals("nclx"))
        .map(NclxColour::read)
        .findFirst()
        .orElse(UNSAID);
  }

  /** What a coded picture says itself. */
  static NclxColour of(AVFrame frame) {
    return new NclxColour(
        frame.color_primaries(),
        frame.color_trc(),
        frame.colorspace(),
        frame.color_range() == AVCOL_RANGE_JPEG);
  }

  NclxColour or(NclxColour other) {
    return matrix < 0 ? other : this;
  }

  /** What red, green and blue mean. */
  ColourDescription meaning() {
    return ColourDescription.numbered(primaries, transfer);
  }

  /** Writes this description on a frame. */
  void describe(AVFrame frame) {
    if (matrix >= 0) {
      frame.colorspace(matrix);
      frame.color_range(fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    }
  }

  private static NclxColour read(ByteBuffer content) {
    return new NclxColour(
        content.getShort(4) & 0xFFFF,
        content.getShort(6) & 0xFFFF,
        content.getShort(8) & 0xFFFF,
        content.get(10) < 0);
  }
}
