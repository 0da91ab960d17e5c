package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of photo that comes in. */
class PhotoDecoderTest {
  private static final int NEAR = 12;

  /** Which stored corner is seen top left, top right, bottom left, bottom right. */
  private static final int[][] SEEN_CORNERS = {
    {0, 1, 2, 3},
    {1, 0, 3, 2},
    {3, 2, 1, 0},
    {2, 3, 0, 1},
    {0, 2, 1, 3},
    {2, 0, 3, 1},
    {3, 1, 2, 0},
    {1, 3, 0, 2}
  };

  @TempDir Path folder;

  private final BufferedImage quadrants = Pictures.quadrants();

  static Stream<Arguments> orientations() {
    return Stream.of("jpg", "png", "webp")
        .flatMap(
            kind ->
                IntStream.rangeClosed(1, 8)
                    .mapToObj(orientation -> Arguments.of(kind, orientation)));
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void showsPhotosUpright(String kind, int orientation) throws IOException {
    Path file = folder.resolve("photo." + kind);
    if (kind.equals("webp")) {
      ImageFiles.webp(quadrants, file);
    } else {
      Pictures.write(quadrants, file);
    }
    ImageFiles.orient(file, orientation);
    BufferedImage shown = Shown.decode(file);
    assertThat(shown.getWidth()).isEqualTo(orientation < 5 ? 96 : 64);
    assertThat(Shown.corners(shown))
        .usingElementComparator(Shown::compare)
        .containsExactlyElementsOf(
            IntStream.of(SEEN_CORNERS[orientation - 1])
                .mapToObj(corner -> Pictures.QUADRANTS[corner])
                .toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void turnsPngByExifBeforeItsPixelsAndAfterThem(boolean before) throws IOException {
    Path file = Pictures.write(quadrants, folder.resolve("photo.png"));
    ImageFiles.chunk(file, before, "eXIf", ImageFiles.exif(6));
    BufferedImage shown = Shown.decode(file);
    assertThat(shown.getWidth()).isEqualTo(64);
    assertThat(Shown.corners(shown).get(1)).isEqualTo(Pictures.QUADRANTS[0]);
  }

  @Test
  void turnsPngByTheFirstExifOfTwo() throws IOException {
    Path file = Pictures.write(quadrants, folder.resolve("photo.png"));
    ImageFiles.chunk(file, true, "eXIf", ImageFiles.exif(3));
    ImageFiles.chunk(file, false, "eXIf", ImageFiles.exif(6));
    assertThat(Shown.corners(Shown.decode(file)).get(3)).isEqualTo(Pictures.QUADRANTS[0]);
  }

  @Test
  void readsProgressiveJpeg() throws IOException {
    assertQuadrants(ImageFiles.progressiveJpeg(quadrants, folder.resolve("photo.jpg")));
  }

  @Test
  void readsJpegWithFourInvertedChannels() throws IOException {
    assertQuadrants(ImageFiles.cmykJpeg(quadrants, folder.resolve("photo.jpg")));
  }

  @Test
  void readsJpegWithFourInvertedChannelsAsColourDifferences() throws IOException {
    assertQuadrants(ImageFiles.ycckJpeg(quadrants, folder.resolve("photo.jpg")));
  }

  @Test
  void refusesFourChannelsOfUnknownMeaning() throws IOException {
    Path file = ImageFiles.unmarkedJpeg(quadrants, folder.resolve("photo.jpg"));
    assertThatThrownBy(() -> Shown.decode(file))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("save it as RGB");
  }

  @Test
  void readsLosslessWebp() throws IOException {
    assertQuadrants(ImageFiles.webp(quadrants, folder.resolve("photo.webp")));
  }

  @Test
  void readsPngOfSixteenBits() throws IOException {
    assertQuadrants(ImageFiles.sixteenBits(quadrants, folder.resolve("photo.png")));
  }

  @Test
  void readsPngOfSixteenBitsWithAlpha() throws IOException {
    Path file = ImageFiles.sixteenBits(withHole(), folder.resolve("photo.png"));
    assertHole(Shown.decode(file), Color.YELLOW);
  }

  @Test
  void readsPaletteWithTransparency() throws IOException {
    byte[] red = {0, (byte) 255, 0, 0, (byte) 255};
    byte[] green = {0, 0, (byte) 255, 0, (byte) 255};
    byte[] blue = {0, 0, 0, (byte) 255, 0};
    IndexColorModel palette = new IndexColorModel(8, 5, red, green, blue, 0);
    BufferedImage picture = new BufferedImage(96, 64, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 96; x++) {
        int colour = x < 8 && y < 8 ? 0 : 1 + x / 48 + y / 32 * 2;
        picture.getRaster().setSample(x, y, 0, colour);
      }
    }
    assertHole(Shown.decode(Pictures.write(picture, folder.resolve("photo.png"))), Color.YELLOW);
  }

  @Test
  void readsGrayWithAlpha() throws IOException {
    ColorModel grayAlpha =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    BufferedImage picture =
        new BufferedImage(grayAlpha, grayAlpha.createCompatibleWritableRaster(96, 64), false, null);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 96; x++) {
        picture.getRaster().setPixel(x, y, new int[] {90, x < 8 && y < 8 ? 0 : 255});
      }
    }
    Path file = Pictures.write(picture, folder.resolve("photo.png"));
    assertHole(Shown.decode(file), new Color(90, 90, 90));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void readsGray(int type) throws IOException {
    BufferedImage picture = new BufferedImage(96, 64, type);
    Pictures.fill(picture, Color.WHITE, 0, 0, 48, 64);
    Path file = Pictures.write(picture, folder.resolve("photo.png"));
    assertThat(Shown.corners(Shown.decode(file)))
        .containsExactly(Color.WHITE, Color.BLACK, Color.WHITE, Color.BLACK);
  }

  private void assertQuadrants(Path file) throws IOException {
    assertThat(Shown.corners(Shown.decode(file)))
        .usingElementComparator(Shown::compare)
        .containsExactly(Pictures.QUADRANTS);
  }

  private static void assertHole(BufferedImage shown, Color bottomRight) {
    assertThat(Pictures.alpha(shown, 2, 2)).isZero();
    assertThat(Pictures.alpha(shown, 90, 60)).isEqualTo(255);
    assertThat(Pictures.distance(new Color(shown.getRGB(90, 60)), bottomRight)).isLessThan(NEAR);
  }

  private BufferedImage withHole() {
    BufferedImage picture = Pictures.as(BufferedImage.TYPE_INT_ARGB, quadrants);
    for (int i = 0; i < 64; i++) {
      picture.setRGB(i % 8, i / 8, 0);
    }
    return picture;
  }
}
