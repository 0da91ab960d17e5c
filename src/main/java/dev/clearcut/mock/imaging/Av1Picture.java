package dev.clearcut.mock.imaging;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_IEC61966_2_1;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.opencv.opencv_core.Mat;

/** One still picture on its way into an AVIF file: planes to fill, then an encoder to run. */
final class Av1Picture implements AutoCloseable {
  /** The quickest setting that is meant for still pictures: half a second for 12 megapixels. */
  private static final String SPEED = "8";

  /** With more, the encoder decides otherwise here and there, and the file is another one. */
  private static final int ONE_THREAD = 1;

  private final AVFormatContext file;
  private final int index;
  private final Av1Planes planes;
  private final AVCodecContext encoder;
  private final AVFrame frame = av_frame_alloc();

  /**
   * Opens an encoder and adds its stream to a file.
   *
   * @param quantiser 0 (best) to 63
   */
  Av1Picture(AVFormatContext file, PixelSize size, Av1Planes planes, int quantiser) {
    this.file = file;
    this.planes = planes;
    AVCodec codec = avcodec_find_encoder_by_name("libaom-av1");
    this.encoder = avcodec_alloc_context3(codec);
    try {
      configure(size);
      open(codec, options(quantiser));
      AVStream stream = avformat_new_stream(file, null);
      this.index = stream.index();
      stream.time_base().num(1).den(1);
      Ffmpeg.check(
          avcodec_parameters_from_context(stream.codecpar(), encoder), "describe a picture");
      frame.width(size.width()).height(size.height()).format(planes.pixelFormat());
      frame.color_range(AVCOL_RANGE_JPEG).colorspace(encoder.colorspace());
      Ffmpeg.check(av_frame_get_buffer(frame, 0), "allocate a frame");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** A plane to write into, CV_8UC1: luma, blue difference, red difference; or alpha alone. */
  Mat plane(int plane) {
    int coarseness = planes.coarseness(plane);
    int width = (frame.width() + coarseness - 1) / coarseness;
    int height = (frame.height() + coarseness - 1) / coarseness;
    return new Mat(height, width, CV_8UC1, frame.data(plane), frame.linesize(plane));
  }

  /** Encodes what the planes hold, and writes it to the file. */
  void encode() {
    AVPacket packet = av_packet_alloc();
    try {
      frame.pts(0);
      Ffmpeg.check(avcodec_send_frame(encoder, frame), "encode a picture");
      Ffmpeg.check(avcodec_send_frame(encoder, null), "encode a picture");
      Ffmpeg.check(avcodec_receive_packet(encoder, packet), "encode a picture");
      packet.stream_index(index);
      Ffmpeg.check(av_write_frame(file, packet), "write a picture");
    } finally {
      av_packet_free(packet);
    }
  }

  @Override
  public void close() {
    av_frame_free(frame);
    avcodec_free_context(encoder);
  }

  private void configure(PixelSize size) {
    encoder.width(size.width()).height(size.height()).pix_fmt(planes.pixelFormat());
    encoder.color_range(AVCOL_RANGE_JPEG).thread_count(ONE_THREAD).gop_size(1);
    encoder.time_base().num(1).den(1);
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    if (planes != Av1Planes.ALPHA) {
      encoder.colorspace(AVCOL_SPC_SMPTE170M).color_primaries(AVCOL_PRI_BT709);
      encoder.color_trc(AVCOL_TRC_IEC61966_2_1);
    }
  }

  private static Map<String, String> options(int quantiser) {
    return Map.of(
        "usage",
        "allintra",
        "still-picture",
        "1",
        "cpu-used",
        SPEED,
        "crf",
        Integer.toString(quantiser));
  }

  private void open(AVCodec codec, Map<String, String> options) {
    AVDictionary dictionary = new AVDictionary(null);
    try {
      options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
      Ffmpeg.check(avcodec_open2(encoder, codec, dictionary), "open the AV1 encoder");
    } finally {
      av_dict_free(dictionary);
    }
  }
}
