package dev.clearcut.mock.imaging;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;

/** Which planes a coded picture has. */
enum Av1Planes {
  COARSE_COLOUR(AV_PIX_FMT_YUV420P),
  FINE_COLOUR(AV_PIX_FMT_YUV444P),
  ALPHA(AV_PIX_FMT_GRAY8);

  private final int pixelFormat;

  Av1Planes(int pixelFormat) {
    this.pixelFormat = pixelFormat;
  }

  /** By FFmpeg's numbers. */
  int pixelFormat() {
    return pixelFormat;
  }

  /** How many pixels of a side share one value of a plane. */
  int coarseness(int plane) {
    return this == COARSE_COLOUR && plane > 0 ? 2 : 1;
  }
}
