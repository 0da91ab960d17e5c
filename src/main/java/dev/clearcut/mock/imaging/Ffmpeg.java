package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

/** What all uses of FFmpeg share. Its device library is never touched: it wants a sound system. */
final class Ffmpeg {
  private static final int MESSAGE_LENGTH = 128;

  static {
    av_log_set_level(AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** Loads the libraries, unless they are, and keeps them from writing to the console. */
  static void load() {
    // the work is done by the static initialiser
  }

  /**
   * Checks an answer of FFmpeg.
   *
   * @throws IllegalStateException if it is an error
   */
  static int check(int answer, String action) {
    if (answer < 0) {
      byte[] message = new byte[MESSAGE_LENGTH];
      av_strerror(answer, message, MESSAGE_LENGTH);
      throw new IllegalStateException(
          "FFmpeg could not " + action + ": " + new String(message, ISO_8859_1).trim());
    }
    return answer;
  }
}
