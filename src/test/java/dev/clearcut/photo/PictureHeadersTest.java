package dev.clearcut.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.heif.HeifDirectory;
import com.drew.metadata.webp.WebpDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** What is read of a picture, and what is not. */
class PictureHeadersTest {

  /** VP8X: 4000 x 3000 pixels, with EXIF. */
  private static final byte[] VP8X = {8, 0, 0, 0, (byte) 0x9F, 0x0F, 0, (byte) 0xB7, 0x0B, 0};

  /** The orientation alone. */
  private static final byte[] EXIF = {
    'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0
  };

  @Test
  void readsTheSizeOfAWebpAndLeavesItsExifAlone() throws Exception {
    ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(US_ASCII)).putInt(56).put("WEBP".getBytes(US_ASCII));
    file.put("EXIF".getBytes(US_ASCII)).putInt(EXIF.length).put(EXIF);
    file.put("VP8X".getBytes(US_ASCII)).putInt(VP8X.length).put(VP8X);

    Metadata read = PictureHeaders.webp(new ByteArrayInputStream(file.array()));

    WebpDirectory header = read.getFirstDirectoryOfType(WebpDirectory.class);
    assertThat(header.getInt(WebpDirectory.TAG_IMAGE_WIDTH)).isEqualTo(4000);
    assertThat(header.getInt(WebpDirectory.TAG_IMAGE_HEIGHT)).isEqualTo(3000);
    assertThat(read.getDirectories()).extracting(Directory::getName).containsOnly("WebP");
  }

  @Test
  void takesTheSizeOfAHeicForThatOfThePictureAndNotOfATile() throws Exception {
    byte[] file =
        concat(
            box("ftyp", "heic\0\0\0\0mif1heic".getBytes(US_ASCII)),
            box(
                "meta",
                new byte[4],
                box("hdlr", new byte[8], "pict".getBytes(US_ASCII), new byte[13]),
                box("iprp", box("ipco", size(512, 512), size(4032, 3024), size(512, 512)))),
            box("mdat", new byte[100]));

    Metadata read = PictureHeaders.heif(new ByteArrayInputStream(file));

    HeifDirectory header =
        read.getDirectoriesOfType(HeifDirectory.class).stream()
            .filter(part -> part.containsTag(HeifDirectory.TAG_IMAGE_WIDTH))
            .findFirst()
            .orElseThrow();
    assertThat(header.getInt(HeifDirectory.TAG_IMAGE_WIDTH)).isEqualTo(4032);
    assertThat(header.getInt(HeifDirectory.TAG_IMAGE_HEIGHT)).isEqualTo(3024);
  }

  private static byte[] size(int width, int height) {
    return box("ispe", ByteBuffer.allocate(12).putInt(0).putInt(width).putInt(height).array());
  }

  private static byte[] box(String type, byte[]... contents) {
    byte[] content = concat(contents);
    byte[] length = ByteBuffer.allocate(4).putInt(8 + content.length).array();
    return concat(length, type.getBytes(US_ASCII), content);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
