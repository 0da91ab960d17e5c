package dev.clearcut.photo;

import com.drew.imaging.heif.HeifHandler;
import com.drew.imaging.heif.HeifReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.imaging.riff.RiffProcessingException;
import com.drew.imaging.riff.RiffReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.lang.StreamReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.heif.HeifBoxHandler;
import com.drew.metadata.heif.HeifBoxTypes;
import com.drew.metadata.heif.HeifContainerTypes;
import com.drew.metadata.heif.HeifDirectory;
import com.drew.metadata.heif.HeifPictureHandler;
import com.drew.metadata.heif.boxes.Box;
import com.drew.metadata.jpeg.JpegReader;
import com.drew.metadata.webp.WebpDirectory;
import com.drew.metadata.webp.WebpRiffHandler;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a picture's own header says, and not what cameras add to it (EXIF, XMP, colour
 * profiles): nothing needs it here, and the library makes its directories by reflection, for which
 * a native executable would have to name each of them.
 */
final class PictureHeaders {

  private static final Set<String> WEBP_HEADERS =
      Set.of(WebpDirectory.CHUNK_VP8, WebpDirectory.CHUNK_VP8L, WebpDirectory.CHUNK_VP8X);

  private static final int VERSION_AND_FLAGS = 4;

  /** How much of a file is looked at for its brands; no file has so many that it needs more. */
  private static final int BRANDS_WITHIN = 1024;

  private static final int BRAND = 4;
  private static final int SECOND_BRAND = 16;
  private static final int EIGHT_BITS = 8;

  /** What phones, cameras and programs write, and every decoder reads. */
  private static final List<JpegSegmentType> USUAL_FRAMES =
      List.of(JpegSegmentType.SOF0, JpegSegmentType.SOF1, JpegSegmentType.SOF2);

  private static final Map<JpegSegmentType, String> UNUSUAL_FRAMES =
      Map.of(
          JpegSegmentType.DHP, "is of the hierarchical kind",
          JpegSegmentType.SOF3, "is of the lossless kind",
          JpegSegmentType.SOF5, "is of the hierarchical kind",
          JpegSegmentType.SOF6, "is of the hierarchical kind",
          JpegSegmentType.SOF7, "is of the hierarchical kind",
          JpegSegmentType.SOF9, "is coded arithmetically",
          JpegSegmentType.SOF10, "is coded arithmetically",
          JpegSegmentType.SOF11, "is coded arithmetically");

  private PictureHeaders() {}

  /**
   * The brands that an ISO file conforms to: the major one and the compatible ones, of which all
   * count. Empty when it is another kind of file.
   */
  static Set<String> brands(InputStream picture) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(picture.readNBytes(BRANDS_WITHIN));
    Set<String> brands = new LinkedHashSet<>();
    if (head.limit() < SECOND_BRAND || !word(head, BRAND).equals("ftyp")) {
      return brands;
    }
    brands.add(word(head, 2 * BRAND));
    int end = Math.min(head.limit(), Math.max(SECOND_BRAND, head.getInt(0)));
    for (int position = SECOND_BRAND; position + BRAND <= end; position += BRAND) {
      brands.add(word(head, position));
    }
    return brands;
  }

  private static String word(ByteBuffer bytes, int position) {
    byte[] word = new byte[BRAND];
    bytes.get(position, word);
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  /**
   * The frame of a JPEG.
   *
   * @throws HttpProblem 422 when it is of a kind that hardly anything reads
   */
  static Metadata jpeg(InputStream picture) throws IOException, JpegProcessingException {
    Set<JpegSegmentType> wanted = new LinkedHashSet<>(USUAL_FRAMES);
    wanted.addAll(UNUSUAL_FRAMES.keySet());
    JpegSegmentData segments = JpegSegmentReader.readSegments(new StreamReader(picture), wanted);
    UNUSUAL_FRAMES.forEach(
        (type, what) -> {
          if (segments.containsSegment(type)) {
            throw notRead(what);
          }
        });
    Metadata metadata = new Metadata();
    for (JpegSegmentType type : USUAL_FRAMES) {
      for (byte[] frame : segments.getSegments(type)) {
        if (frame.length > 0 && frame[0] != EIGHT_BITS) {
          throw notRead("has %d bits a sample".formatted(frame[0]));
        }
        new JpegReader().extract(frame, metadata, type);
      }
    }
    return metadata;
  }

  private static HttpProblem notRead(String what) {
    return Problems.UNUSABLE_PHOTO.with(
        ("The JPEG %s, which the service does not read. Save it as a baseline or progressive JPEG"
                + " of 8 bits a sample.")
            .formatted(what));
  }

  static Metadata webp(InputStream picture) throws IOException, RiffProcessingException {
    Metadata metadata = new Metadata();
    new RiffReader()
        .processRiff(
            new StreamReader(picture),
            new WebpRiffHandler(metadata) {
              @Override
              public boolean shouldAcceptChunk(String fourCc) {
                return WEBP_HEADERS.contains(fourCc);
              }
            });
    return metadata;
  }

  static Metadata heif(InputStream picture) {
    Metadata metadata = new Metadata();
    new HeifReader()
        .extract(
            picture,
            new HeifBoxHandler(metadata) {
              @Override
              public HeifHandler<?> processBox(Box box, byte[] payload) throws IOException {
                HeifHandler<?> next = super.processBox(box, payload);
                return next instanceof HeifPictureHandler ? new Picture(metadata) : next;
              }
            });
    return metadata;
  }

  /** Takes the largest size for that of the picture: a phone's consists of tiles. */
  private static final class Picture extends HeifPictureHandler {

    private long pixels;

    Picture(Metadata metadata) {
      super(metadata);
    }

    @Override
    protected boolean shouldAcceptContainer(Box box) {
      return !HeifContainerTypes.BOX_MEDIA_DATA.equals(box.type)
          && super.shouldAcceptContainer(box);
    }

    @Override
    protected HeifHandler<?> processBox(Box box, byte[] payload) throws IOException {
      if (!HeifBoxTypes.BOX_IMAGE_SPATIAL_EXTENTS.equals(box.type)) {
        return super.processBox(box, payload);
      }
      SequentialByteArrayReader extents = new SequentialByteArrayReader(payload);
      extents.skip(VERSION_AND_FLAGS);
      long width = extents.getUInt32();
      long height = extents.getUInt32();
      if (width * height > pixels) {
        pixels = width * height;
        directory.setLong(HeifDirectory.TAG_IMAGE_WIDTH, width);
        directory.setLong(HeifDirectory.TAG_IMAGE_HEIGHT, height);
      }
      return this;
    }
  }
}
