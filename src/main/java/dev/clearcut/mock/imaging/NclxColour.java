package dev.clearcut.mock.imaging;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * How a HEIF file says its numbers mean colours; it outranks what the coded picture says.
 *
 * @param matrix between luma/chroma and red/green/blue, numbered as in ITU-T H.273; below 0 where
 *     the file says nothing
 * @param fullRange whether black is 0 and white the largest number
 */
record NclxColour(int matrix, boolean fullRange) {
  private static final NclxColour UNSAID = new NclxColour(-1, false);
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

  NclxColour or(NclxColour other) {
    return matrix < 0 ? other : this;
  }

  /** Writes this description on a frame. */
  void describe(AVFrame frame) {
    if (matrix >= 0) {
      frame.colorspace(matrix);
      frame.color_range(fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    }
  }

  private static NclxColour read(ByteBuffer content) {
    return new NclxColour(content.getShort(8) & 0xFFFF, content.get(10) < 0);
  }
}
