package dev.clearcut.cutout;

import com.drew.imaging.heif.HeifHandler;
import com.drew.imaging.heif.HeifReader;
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
import com.drew.metadata.webp.WebpDirectory;
import com.drew.metadata.webp.WebpRiffHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads what a picture's own header says, and not what cameras add to it (EXIF, XMP, colour
 * profiles): nothing needs it here, and the library makes its directories by reflection, for which
 * a native executable would have to name each of them.
 */
final class Headers {

  private static final Set<String> WEBP_HEADERS =
      Set.of(WebpDirectory.CHUNK_VP8, WebpDirectory.CHUNK_VP8L, WebpDirectory.CHUNK_VP8X);

  private static final int VERSION_AND_FLAGS = 4;

  private Headers() {}

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
