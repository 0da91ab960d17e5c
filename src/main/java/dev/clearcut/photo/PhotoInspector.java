package dev.clearcut.photo;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.png.PngHeader;
import com.drew.lang.StreamReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.heif.HeifDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.webp.WebpDirectory;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Checks an image before a credit is spent on it: its real type by content, whether its header can
 * be read, and its size. Only headers are read; nothing is decoded or inflated.
 */
@ApplicationScoped
public class PhotoInspector {

  private static final String SUPPORTED = "Send a JPEG, PNG, WebP, AVIF or HEIC photo.";

  private final PhotoConfig config;

  PhotoInspector(PhotoConfig config) {
    this.config = config;
  }

  /**
   * Checks what a caller sent.
   *
   * @throws HttpProblem 422 with a sentence for the caller when it is not a usable photo
   */
  public Picture uploaded(Path file) {
    Picture photo = read(file);
    int longest = photo.format().longestSide();
    if (Math.max(photo.width(), photo.height()) > longest) {
      throw Problems.UNUSABLE_PHOTO.with(
          ("The image has %d × %d pixels. The service reads a side of at most %d pixels of %s."
                  + " Scale it down first.")
              .formatted(photo.width(), photo.height(), longest, photo.format()));
    }
    if (photo.pixels() > config.maxPixels()) {
      throw Problems.UNUSABLE_PHOTO.with(
          "The image has %d × %d pixels. The service takes at most %d pixels. Scale it down first."
              .formatted(photo.width(), photo.height(), config.maxPixels()));
    }
    return photo;
  }

  /** The photo as it is shown: as wide and as high as when its orientation is applied. */
  public Picture upright(Picture photo) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(photo.file()))) {
      return ExifOrientation.isOnItsSide(in, photo.format()) ? photo.turned() : photo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks what the vendor delivered.
   *
   * @throws HttpProblem 502 when it is not an image
   */
  public Picture delivered(Path file) {
    try {
      return read(file);
    } catch (HttpProblem unusable) {
      throw Problems.VENDOR_FAILED.with(
          "The vendor delivered something that is not an image. Send the same request again.");
    }
  }

  private static Picture read(Path file) {
    try {
      long bytes = Files.size(file);
      if (bytes == 0) {
        throw Problems.UNUSABLE_PHOTO.with("The image is empty (0 bytes). " + SUPPORTED);
      }
      PhotoFormat format = format(file);
      Size size = size(file, format);
      return read(file, format, size, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PhotoFormat format(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Optional<PhotoFormat> branded = PhotoFormat.of(PictureHeaders.brands(in));
      if (branded.isPresent()) {
        return branded.get();
      }
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      FileType type = FileTypeDetector.detectFileType(in);
      return switch (type) {
        case Jpeg -> PhotoFormat.JPEG;
        case Png -> PhotoFormat.PNG;
        case WebP -> PhotoFormat.WEBP;
        default ->
            throw Problems.UNUSABLE_PHOTO.with(
                (type == FileType.Unknown
                        ? "The file is not an image that we know, whatever its name says. "
                        : "The file is of type " + type.getLongName() + ". ")
                    + SUPPORTED);
      };
    }
  }

  private static Size size(Path file, PhotoFormat format) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Size size =
          switch (format) {
            case JPEG ->
                Size.of(
                    PictureHeaders.jpeg(in),
                    JpegDirectory.class,
                    JpegDirectory.TAG_IMAGE_WIDTH,
                    JpegDirectory.TAG_IMAGE_HEIGHT);
            case PNG -> pngSize(in);
            case WEBP ->
                Size.of(
                    PictureHeaders.webp(in),
                    WebpDirectory.class,
                    WebpDirectory.TAG_IMAGE_WIDTH,
                    WebpDirectory.TAG_IMAGE_HEIGHT);
            case AVIF, HEIC ->
                Size.of(
                    PictureHeaders.heif(in),
                    HeifDirectory.class,
                    HeifDirectory.TAG_IMAGE_WIDTH,
                    HeifDirectory.TAG_IMAGE_HEIGHT);
          };
      if (size.width < 1 || size.height < 1) {
        throw unreadable(format);
      }
      return size;
    } catch (ImageProcessingException | MetadataException | EOFException | RuntimeException e) {
      if (e instanceof HttpProblem rejected) {
        throw rejected;
      }
      throw unreadable(format);
    }
  }

  /** Reads the IHDR chunk alone: other chunks may be compressed, and inflate without bound. */
  private static Size pngSize(InputStream in) throws IOException, ImageProcessingException {
    byte[] header =
        new PngChunkReader()
            .extract(new StreamReader(in), Set.of(PngChunkType.IHDR))
            .iterator()
            .next()
            .getBytes();
    PngHeader png = new PngHeader(header);
    return new Size(png.getImageWidth(), png.getImageHeight());
  }

  private static HttpProblem unreadable(PhotoFormat format) {
    return Problems.UNUSABLE_PHOTO.with(
        "The image starts like " + format + " but its header cannot be read. Export it again.");
  }

  private static Picture read(Path file, PhotoFormat format, Size size, long bytes)
      throws IOException {
    CRC32 crc32 = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc32)) {
      String sha256 = DigestUtils.sha256Hex(in);
      return new Picture(file, format, size.width, size.height, bytes, sha256, crc32.getValue());
    }
  }

  private record Size(int width, int height) {

    static Size of(Metadata metadata, Class<? extends Directory> type, int width, int height)
        throws MetadataException {
      Directory directory =
          metadata.getDirectoriesOfType(type).stream()
              .filter(part -> part.containsTag(width))
              .findFirst()
              .orElseThrow(() -> new MetadataException("The header does not say the size"));
      return new Size(directory.getInt(width), directory.getInt(height));
    }
  }
}
