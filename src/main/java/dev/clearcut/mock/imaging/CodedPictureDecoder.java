package dev.clearcut.mock.imaging;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Decodes single pictures coded as AV1 or HEVC, all with the same decoder configuration. */
final class CodedPictureDecoder implements AutoCloseable {
  /** What FFmpeg wants after the configuration, so that its readers may overrun. */
  private static final int PADDING = 64;

  private final AVCodecContext context;
  private final AVPacket packet;
  private final AVFrame frame;

  /**
   * Opens a decoder.
   *
   * @param item whose configuration is used
   * @param limits what a picture may take, also where it has more pixels than its header says
   * @throws ImageRejectedException if the configuration is damaged
   */
  CodedPictureDecoder(HeifItem item, ImagingLimits limits) {
    Ffmpeg.load();
    byte[] configuration = item.decoderConfiguration();
    AVCodec codec =
        item.isAv1()
            ? avcodec_find_decoder_by_name("libaom-av1")
            : avcodec_find_decoder(AV_CODEC_ID_HEVC);
    this.packet = av_packet_alloc();
    this.frame = av_frame_alloc();
    this.context = avcodec_alloc_context3(codec);
    context.thread_count(limits.threads());
    context.max_pixels(limits.maxPixels());
    context.err_recognition(AV_EF_EXPLODE);
    if (item.isHevc()) {
      BytePointer extra = new BytePointer(av_mallocz(configuration.length + PADDING));
      extra.capacity(configuration.length).put(configuration);
      context.extradata(extra).extradata_size(configuration.length);
    }
    if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      close();
      throw damaged();
    }
  }

  /**
   * Decodes a picture.
   *
   * @param data the coded picture
   * @param size what it has at least
   * @return valid until the next call
   * @throws ImageRejectedException if the data is damaged
   */
  AVFrame decode(byte[] data, PixelSize size) {
    Ffmpeg.check(av_new_packet(packet, data.length), "allocate a packet");
    packet.data().capacity(data.length).put(data);
    boolean decoded =
        avcodec_send_packet(context, packet) >= 0
            && avcodec_send_packet(context, null) >= 0
            && avcodec_receive_frame(context, frame) >= 0;
    avcodec_flush_buffers(context);
    if (!decoded || frame.width() < size.width() || frame.height() < size.height()) {
      throw damaged();
    }
    return frame;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(context);
  }

  private ImageRejectedException damaged() {
    return ImageRejectedException.corrupt("is damaged and cannot be decoded");
  }
}
