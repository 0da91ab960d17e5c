package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import dev.clearcut.testing.Photos;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AVIF and HEIC photos, some of which are put together here from coded pictures. */
@Execution(ExecutionMode.CONCURRENT)
class HeifTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"quadrants.heic", "tenbit.heic"})
  void readsHeic(String name) throws IOException {
    assertThat(ImageHeader.read(sample(name)))
        .isEqualTo(new ImageHeader(ImageFormat.HEIC, WIDTH, HEIGHT, 1, false));
    assertColours(Shown.decode(sample(name)), 0, 1, 2, 3);
  }

  @Test
  void cutsOffWhatTheCoderNeededForAnEvenSize() throws IOException {
    BufferedImage shown = Shown.decode(sample("odd-size.heic"));
    assertThat(List.of(shown.getWidth(), shown.getHeight())).containsExactly(97, 65);
    assertColours(shown, 0, 1, 2, 3);
  }

  @Test
  void readsTheTransparencyOfHeic() throws IOException {
    assertThat(ImageHeader.read(sample("cutout.heic")).alpha()).isTrue();
    BufferedImage shown = Shown.decode(sample("cutout.heic"));
    assertThat(Pictures.alpha(shown, 4, 4)).isLessThan(6);
    assertThat(Pictures.alpha(shown, 48, 32)).isGreaterThan(250);
    assertThat(Pictures.alpha(shown, 90, 58)).isCloseTo(128, within(6));
  }

  @Test
  void readsAvif() throws IOException {
    assertColours(Shown.decode(avif()), 0, 1, 2, 3);
  }

  /** Corners in reading order, as they are stored, after turning left and then mirroring. */
  @ParameterizedTest
  @CsvSource({
    "0, none, 0, 1, 2, 3",
    "1, none, 1, 3, 0, 2",
    "2, none, 3, 2, 1, 0",
    "3, none, 2, 0, 3, 1",
    "0, across, 1, 0, 3, 2",
    "0, down, 2, 3, 0, 1",
    "1, across, 3, 1, 2, 0",
    "1, down, 0, 2, 1, 3"
  })
  void turnsAndMirrors(int quarters, String mirror, int a, int b, int c, int d) throws IOException {
    HeifBuilder builder = new HeifBuilder("avif");
    int picture = add(builder, avif());
    builder.turn(picture, quarters);
    if (!mirror.equals("none")) {
      builder.mirror(picture, mirror.equals("across"));
    }
    Path file = write(builder);
    BufferedImage shown = Shown.decode(file);
    assertColours(shown, a, b, c, d);
    assertThat(ImageHeader.read(file))
        .isEqualTo(
            new ImageHeader(ImageFormat.AVIF, shown.getWidth(), shown.getHeight(), 1, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"avif", "heic"})
  void putsTilesTogetherAndCutsOffTheRest(String kind) throws IOException {
    Path source = kind.equals("avif") ? avif() : sample("quadrants.heic");
    HeifBuilder builder = new HeifBuilder(kind);
    List<Integer> tiles = IntStream.range(0, 6).mapToObj(i -> add(builder, source)).toList();
    int width = 3 * WIDTH - 20;
    int height = 2 * HEIGHT - 10;
    Path file = write(builder.primary(builder.grid(2, 3, width, height, tiles)));
    BufferedImage shown = Shown.decode(file);
    assertThat(List.of(shown.getWidth(), shown.getHeight())).containsExactly(width, height);
    assertColours(shown, 0, 1, 2, 3);
    BufferedImage middle = shown.getSubimage(WIDTH, HEIGHT, WIDTH, HEIGHT - 10);
    assertColours(middle, 0, 1, 2, 3);
  }

  @Test
  void turnsTheTransparencyWithThePicture() throws IOException {
    BufferedImage cutout = Shown.decode(sample("cutout.heic"));
    Path avif = encode(cutout, folder.resolve("cutout.avif"));
    try (FileBytes bytes = FileBytes.open(avif)) {
      HeifContainer file = new HeifContainer(bytes, ImageFormat.AVIF);
      HeifBuilder builder = new HeifBuilder("avif");
      HeifItem alpha = file.alpha().orElseThrow();
      int picture = builder.coded(file.picture(), file.data(file.picture()), WIDTH, HEIGHT);
      int mask = builder.coded(alpha, file.data(alpha), WIDTH, HEIGHT);
      Path turned = write(builder.alpha(mask, picture).turn(picture, 2));
      BufferedImage shown = Shown.decode(turned);
      assertThat(Pictures.alpha(shown, WIDTH - 4, HEIGHT - 4)).isLessThan(6);
      assertThat(Pictures.alpha(shown, 6, 6)).isCloseTo(128, within(6));
    }
  }

  /**
   * The same picture twice, by libavif: half transparent, with straight and with weighted colours.
   */
  @ParameterizedTest
  @ValueSource(strings = {"straight.avif", "premultiplied.avif"})
  void readsStraightAndWeightedColoursAlike(String name) throws IOException {
    BufferedImage shown = Shown.decode(Photos.FOLDER.resolve(name));
    int[][] places = {{84, 63}, {156, 63}, {84, 117}, {156, 117}};
    Color[] patches = {
      new Color(200, 30, 30),
      new Color(30, 160, 60),
      new Color(30, 60, 190),
      new Color(230, 200, 20)
    };
    for (int i = 0; i < places.length; i++) {
      int x = places[i][0];
      int y = places[i][1];
      assertThat(Pictures.alpha(shown, x, y)).isCloseTo(128, within(2));
      assertThat(Pictures.distance(new Color(shown.getRGB(x, y)), patches[i])).isLessThan(5);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, YCgCo", "16, YCgCo-R", "14, ICtCp", "10, constant luminance"})
  void saysWhichMatrixItDoesNotRead(int matrix, String name) throws IOException {
    HeifBuilder builder = new HeifBuilder("avif");
    int picture = add(builder, avif());
    byte[] numbers = HeifBuilder.concat(HeifBuilder.numbers(1, 13, matrix), new byte[] {-128});
    builder.property(picture, "colr", HeifBuilder.concat(HeifBuilder.bytes("nclx"), numbers));
    assertRejected(write(builder), Reason.UNSUPPORTED_FORMAT, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iden", "iovl", "tmap", "vvc1"})
  void saysWhichKindOfPictureItDoesNotRead(String kind) throws IOException {
    HeifBuilder builder = new HeifBuilder("avif");
    builder.derived(kind, WIDTH, HEIGHT, add(builder, avif()));
    assertRejected(write(builder.primary(2)), Reason.UNSUPPORTED_FORMAT, '"' + kind + '"');
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.8, 0.99})
  void refusesTruncatedFiles(double share) throws IOException {
    assertRejected(ImageFiles.truncate(avif(), share), Reason.CORRUPT);
  }

  @Test
  void refusesSequences() throws IOException {
    byte[] bytes = Files.readAllBytes(avif());
    bytes[11] = 's';
    assertRejected(Files.write(folder.resolve("film.avif"), bytes), Reason.ANIMATED);
  }

  @Test
  void refusesFilms() throws IOException {
    byte[] film =
        HeifBuilder.box("ftyp", HeifBuilder.bytes("isom\0\0\0\0isommp41\0\0\0\0\0\0\0\0"));
    assertRejected(Files.write(folder.resolve("photo.heic"), film), Reason.UNSUPPORTED_FORMAT);
  }

  @Test
  void refusesAHugePictureByItsHeader() throws IOException {
    assertRejected(write(withSize(30_000, 30_000)), Reason.TOO_MANY_PIXELS);
  }

  @Test
  void refusesAPictureSmallerThanItsHeaderSays() throws IOException {
    assertRejected(write(withSize(WIDTH + 16, HEIGHT)), Reason.CORRUPT);
  }

  @Test
  void refusesTilesThatDoNotCoverThePicture() throws IOException {
    HeifBuilder builder = new HeifBuilder("avif");
    List<Integer> tiles = List.of(add(builder, avif()), add(builder, avif()));
    int grid = builder.grid(1, 2, 2 * WIDTH + 1, HEIGHT, tiles);
    assertRejected(write(builder.primary(grid)), Reason.CORRUPT);
  }

  @Test
  void refusesATableThatClaimsEndlessPieces() throws IOException {
    byte[] manyPieces = HeifBuilder.concat(HeifBuilder.numbers(0, 0, 0, 1_000), new byte[6_000]);
    for (int i = 12; i < manyPieces.length; i += 6) {
      manyPieces[i] = (byte) 0xFF;
    }
    byte[] file =
        HeifBuilder.concat(
            HeifBuilder.box("ftyp", HeifBuilder.bytes("avif\0\0\0\0mif1miaf")),
            HeifBuilder.box(
                "meta", HeifBuilder.numbers(0, 0), HeifBuilder.box("iloc", manyPieces)));
    assertRejected(Files.write(folder.resolve("bomb.avif"), file), Reason.CORRUPT);
  }

  private HeifBuilder withSize(int width, int height) throws IOException {
    HeifBuilder builder = new HeifBuilder("avif");
    try (FileBytes bytes = FileBytes.open(avif())) {
      HeifContainer file = new HeifContainer(bytes, ImageFormat.AVIF);
      builder.coded(file.picture(), file.data(file.picture()), width, height);
    }
    return builder;
  }

  private static int add(HeifBuilder builder, Path source) {
    try (FileBytes bytes = FileBytes.open(source)) {
      HeifContainer file = new HeifContainer(bytes, ImageFormat.AVIF);
      return builder.coded(file.picture(), file.data(file.picture()), WIDTH, HEIGHT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path avif() throws IOException {
    return encode(Pictures.quadrants(), folder.resolve("quadrants.avif"));
  }

  /** Encodes with our own writer, which takes what is transparent from the picture. */
  private static Path encode(BufferedImage picture, Path file) throws IOException {
    Path png = Pictures.write(picture, file.resolveSibling("source.png"));
    Shown.write(png, new OutputSpec(ImageFormat.AVIF, Integer.MAX_VALUE, null, 95, false, file));
    return file;
  }

  private Path write(HeifBuilder builder) throws IOException {
    return Files.write(folder.resolve("built.heif"), builder.build());
  }

  private Path sample(String name) throws IOException {
    Path copy = folder.resolve(name);
    if (Files.notExists(copy)) {
      try (InputStream resource = HeifTest.class.getResourceAsStream(name)) {
        Files.copy(resource, copy);
      }
    }
    return copy;
  }

  private static void assertColours(BufferedImage shown, int... corners) {
    assertThat(Shown.corners(shown))
        .usingElementComparator(Shown::compare)
        .containsExactly(
            IntStream.of(corners).mapToObj(i -> Pictures.QUADRANTS[i]).toArray(Color[]::new));
  }

  private static void assertRejected(Path file, Reason reason) {
    assertRejected(file, reason, "");
  }

  private static void assertRejected(Path file, Reason reason, String saying) {
    assertThatExceptionOfType(ImageRejectedException.class)
        .isThrownBy(() -> Shown.decode(file))
        .satisfies(rejection -> assertThat(rejection.reason()).isEqualTo(reason))
        .withMessageMatching("[A-Z].*\\.")
        .withMessageContaining(saying);
  }
}
