package dev.clearcut.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Photos;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way up a picture is shown. */
class ExifOrientationTest {

  /** The orientation alone, 6, in little endian. */
  private static final byte[] EXIF = {
    'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0
  };

  @ParameterizedTest
  @CsvSource({
    "0, false",
    "1, false",
    "2, false",
    "3, false",
    "4, false",
    "5, true",
    "6, true",
    "7, true",
    "8, true",
    "9, false"
  })
  void aJpegIsTurnedByItsTag(int orientation, boolean onItsSide) throws IOException {
    assertThat(isOnItsSide(Photos.unseenCoffee(orientation), PhotoFormat.JPEG))
        .isEqualTo(onItsSide);
  }

  @Test
  void aPngIsTurnedByItsChunkAlsoAfterThePixels() throws IOException {
    byte[] png = Files.readAllBytes(Photos.FOLDER.resolve("exif-after-idat.png"));

    assertThat(isOnItsSide(png, PhotoFormat.PNG)).isTrue();
    assertThat(isOnItsSide(Photos.plain(9, 9), PhotoFormat.PNG)).isFalse();
  }

  @Test
  void aWebpIsTurnedByItsChunk() throws IOException {
    assertThat(isOnItsSide(webp(EXIF), PhotoFormat.WEBP)).isTrue();
    assertThat(isOnItsSide(webp(new byte[0]), PhotoFormat.WEBP)).isFalse();
  }

  @Test
  void whatCannotBeReadSaysNothing() throws IOException {
    for (int length = 0; length < EXIF.length; length++) {
      byte[] part = Arrays.copyOf(EXIF, length);
      assertThat(isOnItsSide(webp(part), PhotoFormat.WEBP)).isEqualTo(length > 19);
    }
    byte[] far = EXIF.clone();
    far[7] = 0x7F;
    assertThat(isOnItsSide(webp(far), PhotoFormat.WEBP)).isFalse();
    byte[] jpeg = Photos.unseenCoffee(6);
    for (int length = 2; length < 60; length++) {
      isOnItsSide(Arrays.copyOf(jpeg, length), PhotoFormat.JPEG);
    }
  }

  private static byte[] webp(byte[] exif) {
    ByteBuffer file = ByteBuffer.allocate(20 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(US_ASCII)).putInt(12 + exif.length).put("WEBP".getBytes(US_ASCII));
    file.put("EXIF".getBytes(US_ASCII)).putInt(exif.length).put(exif);
    return file.array();
  }

  private static boolean isOnItsSide(byte[] picture, PhotoFormat format) throws IOException {
    return ExifOrientation.isOnItsSide(new ByteArrayInputStream(picture), format);
  }
}
