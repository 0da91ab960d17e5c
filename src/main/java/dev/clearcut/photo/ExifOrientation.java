package dev.clearcut.photo;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.png.PngProcessingException;
import com.drew.imaging.riff.RiffHandler;
import com.drew.imaging.riff.RiffProcessingException;
import com.drew.imaging.riff.RiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.lang.StreamReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Which way up a picture is shown, by the one tag of its Exif data that says so; see "Which way up"
 * on the page about photos. Not by the library's Exif reader, which makes its directories by
 * reflection.
 */
final class ExifOrientation {

  private static final int UPRIGHT = 1;
  private static final int LAST = 8;

  /** From this one on width and height are swapped. */
  private static final int ON_ITS_SIDE = 5;

  private static final int TAG = 0x0112;
  private static final int BIG_ENDIAN = 0x4D4D;
  private static final int FIRST_DIRECTORY = 4;
  private static final int COUNT = 2;
  private static final int ENTRY = 12;
  private static final int VALUE = 8;
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private ExifOrientation() {}

  /** Whether the picture is stored lying on its side. What cannot be read says nothing. */
  static boolean isOnItsSide(InputStream picture, PhotoFormat format) throws IOException {
    try {
      List<byte[]> exif =
          switch (format) {
            case JPEG -> jpeg(picture);
            case PNG -> png(picture);
            case WEBP -> webp(picture);
            // They say in their own way how they are shown.
            case AVIF, HEIC -> List.of();
          };
      return exif.stream()
              .map(ExifOrientation::of)
              .filter(orientation -> orientation != UPRIGHT)
              .findFirst()
              .orElse(UPRIGHT)
          >= ON_ITS_SIDE;
    } catch (JpegProcessingException
        | PngProcessingException
        | RiffProcessingException
        | EOFException damaged) {
      return false;
    }
  }

  /** Of several the first one counts that turns the picture. */
  private static List<byte[]> jpeg(InputStream picture)
      throws IOException, JpegProcessingException {
    return StreamSupport.stream(
            JpegSegmentReader.readSegments(new StreamReader(picture), List.of(JpegSegmentType.APP1))
                .getSegments(JpegSegmentType.APP1)
                .spliterator(),
            false)
        .filter(ExifOrientation::hasPrefix)
        .toList();
  }

  private static List<byte[]> png(InputStream picture) throws IOException, PngProcessingException {
    return StreamSupport.stream(
            new PngChunkReader()
                .extract(new StreamReader(picture), Set.of(PngChunkType.eXIf))
                .spliterator(),
            false)
        .limit(1)
        .map(PngChunk::getBytes)
        .toList();
  }

  private static List<byte[]> webp(InputStream picture)
      throws IOException, RiffProcessingException {
    List<byte[]> exif = new ArrayList<>();
    new RiffReader()
        .processRiff(
            new StreamReader(picture),
            new RiffHandler() {
              @Override
              public boolean shouldAcceptRiffIdentifier(String identifier) {
                return identifier.equals("WEBP");
              }

              @Override
              public boolean shouldAcceptChunk(String fourCc) {
                return fourCc.equals("EXIF");
              }

              @Override
              public boolean shouldAcceptList(String fourCc) {
                return false;
              }

              @Override
              public void processChunk(String fourCc, byte[] payload) {
                exif.add(payload);
              }

              @Override
              public void addError(String message) {
                // What cannot be read says nothing.
              }
            });
    return exif.stream().limit(1).toList();
  }

  private static boolean hasPrefix(byte[] block) {
    return block.length > PREFIX.length
        && Arrays.equals(block, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  /**
   * The orientation, 1 to 8.
   *
   * @param block a TIFF structure, with or without the prefix
   */
  private static int of(byte[] block) {
    RandomAccessReader tiff =
        hasPrefix(block)
            ? new ByteArrayReader(Arrays.copyOfRange(block, PREFIX.length, block.length))
            : new ByteArrayReader(block);
    try {
      tiff.setMotorolaByteOrder(tiff.getUInt16(0) == BIG_ENDIAN);
      int directory = tiff.getInt32(FIRST_DIRECTORY);
      int entries = tiff.getUInt16(directory);
      for (int i = 0; i < entries; i++) {
        int entry = directory + COUNT + i * ENTRY;
        if (tiff.getUInt16(entry) == TAG) {
          int value = tiff.getUInt16(entry + VALUE);
          return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
        }
      }
      return UPRIGHT;
    } catch (IOException damaged) {
      return UPRIGHT;
    }
  }
}
