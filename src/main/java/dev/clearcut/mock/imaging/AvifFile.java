package dev.clearcut.mock.imaging;

import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.opencv.opencv_core.Mat;

/** An AVIF file being written: first its pictures are added and filled, then it is finished. */
final class AvifFile implements AutoCloseable {
  private final AVFormatContext context = new AVFormatContext(null);
  private final AVIOContext output = new AVIOContext(null);
  private final List<Av1Picture> pictures = new ArrayList<>();

  AvifFile(Path file) {
    Ffmpeg.load();
    Ffmpeg.check(
        avformat_alloc_output_context2(context, null, "avif", (String) null), "begin an AVIF file");
    // named as a file, as a colon in a path would be taken for a protocol
    int opened = avio_open(output, "file:" + file, AVIO_FLAG_WRITE);
    if (opened < 0) {
      avformat_free_context(context);
    }
    Ffmpeg.check(opened, "open " + file);
    context.pb(output);
  }

  /** Adds a picture of the size of a canvas: the colours first, then the transparency. */
  Av1Picture add(Mat canvas, Av1Planes planes, int quantiser) {
    PixelSize size = new PixelSize(canvas.cols(), canvas.rows());
    Av1Picture picture = new Av1Picture(context, size, planes, quantiser);
    pictures.add(picture);
    return picture;
  }

  /** Encodes the pictures and completes the file. */
  void finish() {
    Ffmpeg.check(avformat_write_header(context, (AVDictionary) null), "write the header");
    pictures.forEach(Av1Picture::encode);
    Ffmpeg.check(av_write_trailer(context), "write the trailer");
  }

  @Override
  public void close() {
    avio_closep(output);
    avformat_free_context(context);
  }
}
