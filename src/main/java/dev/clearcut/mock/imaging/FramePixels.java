package dev.clearcut.mock.imaging;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_CHROMA_DERIVED_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_CHROMA_DERIVED_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_ICTCP;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_IPT_C2;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE2085;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO_RE;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO_RO;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Copies decoded frames, of any depth and chroma, onto a canvas of eight bits. */
final class FramePixels {
  private FramePixels() {}

  /**
   * Converts a frame and puts it onto a canvas; what reaches beyond the canvas is left out. What
   * red, green and blue mean is not looked at.
   *
   * @param canvas CV_8UC3 for colours, CV_8UC1 for the brightness alone
   * @throws ImageRejectedException if the file says that its colours mean something unknown
   */
  static void draw(AVFrame frame, NclxColour colour, Mat canvas, int x, int y) {
    boolean gray = canvas.type() == CV_8UC1;
    colour.describe(frame);
    if (frame.color_range() == AVCOL_RANGE_UNSPECIFIED && gray) {
      frame.color_range(AVCOL_RANGE_JPEG);
    }
    if (frame.colorspace() == AVCOL_SPC_UNSPECIFIED) {
      frame.colorspace(AVCOL_SPC_SMPTE170M);
    }
    requireReadable(frame.colorspace());
    frame.color_primaries(AVCOL_PRI_UNSPECIFIED).color_trc(AVCOL_TRC_UNSPECIFIED);
    AVFrame converted = av_frame_alloc();
    SwsContext scaler = sws_alloc_context();
    try {
      converted.width(frame.width()).height(frame.height());
      converted.format(gray ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_BGR24);
      converted.color_range(AVCOL_RANGE_JPEG);
      converted.colorspace(gray ? frame.colorspace() : AVCOL_SPC_RGB);
      converted.color_primaries(AVCOL_PRI_UNSPECIFIED).color_trc(AVCOL_TRC_UNSPECIFIED);
      Ffmpeg.check(av_frame_get_buffer(converted, 0), "allocate a frame");
      scaler.flags(SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT);
      if (sws_scale_frame(scaler, converted, frame) < 0) {
        throw new ImageRejectedException(
            Reason.UNSUPPORTED_FORMAT,
            "The image has colours of a kind that is not read here; save it as sRGB.");
      }
      copy(converted, canvas, x, y);
    } finally {
      sws_free_context(scaler);
      av_frame_free(converted);
    }
  }

  private static void requireReadable(int matrix) {
    String name =
        switch (matrix) {
          case AVCOL_SPC_YCGCO -> "YCgCo";
          case AVCOL_SPC_YCGCO_RE, AVCOL_SPC_YCGCO_RO -> "YCgCo-R";
          case AVCOL_SPC_BT2020_CL -> "BT.2020 of constant luminance";
          case AVCOL_SPC_SMPTE2085 -> "YDzDx";
          case AVCOL_SPC_CHROMA_DERIVED_NCL, AVCOL_SPC_CHROMA_DERIVED_CL -> "chroma-derived YCC";
          case AVCOL_SPC_ICTCP -> "ICtCp";
          case AVCOL_SPC_IPT_C2 -> "IPT-C2";
          default -> null;
        };
    if (name != null) {
      throw new ImageRejectedException(
          Reason.UNSUPPORTED_FORMAT,
          ("The image has its colours coded as %s, which is not read here; save it as YCbCr or"
                  + " as RGB.")
              .formatted(name));
    }
  }

  private static void copy(AVFrame source, Mat canvas, int x, int y) {
    int width = Math.min(source.width(), canvas.cols() - x);
    int height = Math.min(source.height(), canvas.rows() - y);
    if (width > 0 && height > 0) {
      int type = canvas.type() == CV_8UC1 ? CV_8UC1 : CV_8UC3;
      Mat pixels = new Mat(height, width, type, source.data(0), source.linesize(0));
      pixels.copyTo(canvas.apply(new Rect(x, y, width, height)));
    }
  }
}
