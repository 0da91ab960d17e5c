package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {
  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of(ImageFormat.JPEG, "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0\1"),
        Arguments.of(ImageFormat.PNG, "\u0089PNG\r\n\u001a\n\0\0\0\r"),
        Arguments.of(ImageFormat.WEBP, "RIFF\1\0\0\0WEBPVP8 "),
        Arguments.of(ImageFormat.AVIF, "\0\0\0\u001cftypavif\0\0\0\0mif1miaf"),
        Arguments.of(ImageFormat.AVIF, "\0\0\0\u001cftypmif1\0\0\0\0mif1avif"),
        Arguments.of(ImageFormat.AVIF, "\0\0\0\u0020ftypmiaf\0\0\0\0avifmif1miafMA1A"),
        Arguments.of(ImageFormat.AVIF, "\0\0\0\u0020ftypheic\0\0\0\0mif1heicmiafavif"),
        Arguments.of(ImageFormat.AVIF, "\0\0\0\u0060ftypmif1\0\0\0\0" + "what".repeat(19) + "avif"),
        Arguments.of(ImageFormat.HEIC, "\0\0\0\u0014ftypmiaf\0\0\0\0miaf"),
        Arguments.of(ImageFormat.HEIC, "\0\0\0\u0018ftypheic\0\0\0\0mif1heic"),
        Arguments.of(ImageFormat.HEIC, "\0\0\0\u0018ftypmif1\0\0\0\0mif1heic"));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void isToldByTheFirstBytes(ImageFormat format, String head) {
    assertThat(ImageFormat.detect(head.getBytes(ISO_8859_1))).contains(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u00ff\u00d8\u00ff", "GIF89a\0\0\0\0\0\0", "a text of some length"})
  void isUnknownForAnythingElse(String head) {
    assertThat(ImageFormat.detect(head.getBytes(ISO_8859_1))).isEmpty();
  }

  @Test
  void doesNotTakeAFilmForAPicture() {
    String film = "\0\0\0\u0018ftypisom\0\0\2\0isommp41";
    assertThat(ImageFormat.detect(film.getBytes(ISO_8859_1))).isEmpty();
  }
}
