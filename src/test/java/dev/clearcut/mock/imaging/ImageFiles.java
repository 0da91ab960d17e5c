package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Image files of kinds that the Java library does not write, and files that are not quite right.
 */
final class ImageFiles {
  private static final int PNG_HEADER_END = 33;

  private ImageFiles() {}

  static Path webp(BufferedImage picture, Path file) {
    Path png = Pictures.write(picture, file.resolveSibling(file.getFileName() + ".png"));
    int lossless = 101;
    imwrite(
        file.toString(),
        imread(png.toString(), IMREAD_UNCHANGED),
        new IntPointer(IMWRITE_WEBP_QUALITY, lossless));
    return file;
  }

  /** Any PNG with its eight bits a channel widened to sixteen. */
  static Path sixteenBits(BufferedImage picture, Path file) {
    Mat narrow = imread(Pictures.write(picture, file).toString(), IMREAD_UNCHANGED);
    Mat wide = new Mat();
    narrow.convertTo(wide, CV_16U, 257, 0);
    imwrite(file.toString(), wide);
    return file;
  }

  static Path progressiveJpeg(BufferedImage picture, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return file;
  }

  /** A JPEG of cyan, magenta, yellow and black, stored inverted as Adobe's programs do. */
  static Path cmykJpeg(BufferedImage picture, Path file) throws IOException {
    return adobeMark(fourChannels(picture, rgb -> rgb, file), 0);
  }

  /** The same with the first three stored as brightness and colour differences. */
  static Path ycckJpeg(BufferedImage picture, Path file) throws IOException {
    return adobeMark(fourChannels(picture, rgb -> yccOf(~rgb), file), 2);
  }

  /** A JPEG of four channels that does not say what they are. */
  static Path unmarkedJpeg(BufferedImage picture, Path file) throws IOException {
    return fourChannels(picture, rgb -> rgb, file);
  }

  private static Path fourChannels(BufferedImage picture, IntUnaryOperator stored, Path file)
      throws IOException {
    int width = picture.getWidth();
    int height = picture.getHeight();
    WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int value = stored.applyAsInt(picture.getRGB(x, y));
        int[] channels = {value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF, 255};
        raster.setPixel(x, y, channels);
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return file;
  }

  private static Path adobeMark(Path jpeg, int transform) throws IOException {
    byte[] mark = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
    return Files.write(jpeg, insert(Files.readAllBytes(jpeg), 2, mark));
  }

  private static int yccOf(int rgb) {
    int red = rgb >> 16 & 0xFF;
    int green = rgb >> 8 & 0xFF;
    int blue = rgb & 0xFF;
    int luma = (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    int blueDifference = bounded(128 + 0.564 * (blue - luma));
    int redDifference = bounded(128 + 0.713 * (red - luma));
    return luma << 16 | blueDifference << 8 | redDifference;
  }

  private static int bounded(double level) {
    return (int) Math.max(0, Math.min(255, Math.round(level)));
  }

  /** Adds an Exif block with nothing but an orientation to a JPEG, PNG or WebP file. */
  static Path orient(Path file, int orientation) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] exif = exif(orientation);
    byte[] result =
        switch (ImageFormat.detect(bytes).orElseThrow()) {
          case JPEG -> {
            byte[] segment = concat("Exif\0\0".getBytes(ISO_8859_1), exif);
            ByteBuffer marker = ByteBuffer.allocate(4).putShort((short) 0xFFE1);
            marker.putShort((short) (segment.length + 2));
            yield insert(bytes, 2, concat(marker.array(), segment));
          }
          case PNG -> insert(bytes, PNG_HEADER_END, pngChunk("eXIf", exif));
          case WEBP -> extendedWebp(bytes, exif);
          case AVIF, HEIC -> throw new IllegalArgumentException("HEIF is not turned by Exif");
        };
    return Files.write(file, result);
  }

  /** Puts a colour profile into a JPEG, PNG or WebP file. */
  static Path profile(Path file, byte[] icc) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] result =
        switch (ImageFormat.detect(bytes).orElseThrow()) {
          case JPEG -> insert(bytes, 2, jpegProfile(icc));
          case PNG -> insert(bytes, PNG_HEADER_END, pngProfile(icc));
          case WEBP -> webpProfile(bytes, icc);
          case AVIF, HEIC -> throw new IllegalArgumentException("HEIF is built with its profile");
        };
    return Files.write(file, result);
  }

  /** In parts, as no segment holds more than 64 KB. */
  private static byte[] jpegProfile(byte[] icc) {
    int most = 60_000;
    int parts = (icc.length + most - 1) / most;
    byte[] result = new byte[0];
    for (int part = 0; part < parts; part++) {
      byte[] data = Arrays.copyOfRange(icc, part * most, Math.min(icc.length, (part + 1) * most));
      ByteBuffer head = ByteBuffer.allocate(18).putShort((short) 0xFFE2);
      head.putShort((short) (data.length + 16)).put("ICC_PROFILE\0".getBytes(ISO_8859_1));
      head.put((byte) (part + 1)).put((byte) parts);
      result = concat(result, head.array(), data);
    }
    return result;
  }

  private static byte[] pngProfile(byte[] icc) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes("a profile\0\0".getBytes(ISO_8859_1));
    try (DeflaterOutputStream out = new DeflaterOutputStream(data)) {
      out.write(icc);
    }
    return pngChunk("iCCP", data.toByteArray());
  }

  private static byte[] webpProfile(byte[] simple, byte[] icc) throws IOException {
    byte[] extended = extendedWebp(simple, new byte[0]);
    extended[20] |= 0x20;
    ByteBuffer chunk = ByteBuffer.allocate(8 + icc.length + icc.length % 2);
    chunk.order(ByteOrder.LITTLE_ENDIAN).put("ICCP".getBytes(ISO_8859_1)).putInt(icc.length);
    byte[] result = insert(extended, 30, chunk.put(icc).array());
    ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).putInt(4, result.length - 8);
    return result;
  }

  /** Puts a chunk into a PNG, before the pixels or after them. */
  static Path chunk(Path png, boolean before, String name, byte... data) throws IOException {
    byte[] bytes = Files.readAllBytes(png);
    int position = before ? PNG_HEADER_END : bytes.length - 12;
    return Files.write(png, insert(bytes, position, pngChunk(name, data)));
  }

  /** A tiny PNG file that claims, and decodes to, a picture of any size in black. */
  static Path pngBomb(int width, int height, Path file) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] row = new byte[1 + width / 8 + 1];
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
      for (int y = 0; y < height; y++) {
        out.write(row);
      }
    }
    byte[] header =
        ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1).put((byte) 0).array();
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    return Files.write(
        file,
        concat(
            signature,
            pngChunk("IHDR", header),
            pngChunk("IDAT", packed.toByteArray()),
            pngChunk("IEND")));
  }

  /** Turns a PNG into the first frame of an animation. */
  static Path animatedPng(Path file) throws IOException {
    byte[] control = ByteBuffer.allocate(8).putInt(1).array();
    byte[] bytes = Files.readAllBytes(file);
    return Files.write(file, insert(bytes, PNG_HEADER_END, pngChunk("acTL", control)));
  }

  static Path animatedWebp(Path file) throws IOException {
    byte[] bytes = extendedWebp(Files.readAllBytes(file), new byte[0]);
    bytes[20] |= 0x02;
    return Files.write(file, bytes);
  }

  /** Cuts a file off after a share of its length. */
  static Path truncate(Path file, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
  }

  static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
    return tiff.array();
  }

  private static byte[] pngChunk(String name, byte... data) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(ISO_8859_1));
    checksum.update(data);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(name.getBytes(ISO_8859_1))
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }

  private static byte[] extendedWebp(byte[] simple, byte[] exif) throws IOException {
    Mat picture = imread(Files.write(Files.createTempFile("simple", ".webp"), simple).toString());
    ByteBuffer canvas = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    canvas.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(exif.length == 0 ? 0 : 0x08);
    canvas.putShort((short) (picture.cols() - 1)).put((byte) 0);
    canvas.putShort((short) (picture.rows() - 1)).put((byte) 0);
    ByteBuffer block = ByteBuffer.allocate(8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
    block.put("EXIF".getBytes(ISO_8859_1)).putInt(exif.length).put(exif);
    byte[] chunks = Arrays.copyOfRange(simple, 12, simple.length);
    byte[] body = concat("WEBP".getBytes(ISO_8859_1), canvas.array(), chunks, block.array());
    ByteBuffer riff = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    riff.put("RIFF".getBytes(ISO_8859_1)).putInt(body.length);
    return concat(riff.array(), body);
  }

  private static byte[] insert(byte[] bytes, int position, byte[] part) {
    return concat(
        Arrays.copyOf(bytes, position), part, Arrays.copyOfRange(bytes, position, bytes.length));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      result.writeBytes(part);
    }
    return result.toByteArray();
  }
}
