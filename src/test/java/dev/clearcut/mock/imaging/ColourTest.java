package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Photos whose numbers are not those of sRGB come out in sRGB. The same four colours are stored in
 * the numbers of several colour spaces; what they are in each was computed apart from the code.
 */
@Execution(ExecutionMode.CONCURRENT)
class ColourTest {
  private static final Color[] SHOWN = colours(200, 30, 30, 30, 160, 60, 30, 60, 190, 230, 200, 20);
  private static final Color[] DISPLAY_P3 =
      colours(184, 50, 41, 76, 158, 73, 37, 59, 183, 225, 201, 70);
  private static final Color[] ADOBE_RGB =
      colours(171, 35, 35, 93, 159, 70, 45, 62, 185, 221, 199, 52);
  private static final Color[] BT2020 =
      colours(163, 64, 41, 99, 154, 76, 60, 62, 182, 216, 201, 75);

  /** As bright as on paper, on a screen of 10,000 cd/m². */
  private static final Color[] BT2020_PQ =
      colours(122, 78, 61, 97, 119, 84, 75, 76, 128, 138, 134, 84);

  private static final Color[] LINEAR = colours(147, 3, 3, 3, 90, 11, 3, 11, 132, 202, 147, 2);

  private static final ColourDescription P3 = ColourDescription.numbered(12, 13);
  private static final byte[] P3_NUMBERS = {12, 13, 0, 1};
  private static final int NEAR = 4;
  private static final int NEAR_FOR_LOSSY = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp"})
  void convertsDisplayP3(String kind) throws IOException {
    assertShown(ImageFiles.profile(photo(DISPLAY_P3, kind), icc(P3)), NEAR_FOR_LOSSY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp"})
  void convertsByALookUpTable(String kind) throws IOException {
    assertShown(ImageFiles.profile(photo(LINEAR, kind), lookUpTable()), 14);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp"})
  void leavesPhotosAloneThatSaySrgb(String kind) throws IOException {
    Path file = photo(DISPLAY_P3, kind);
    BufferedImage before = Shown.decode(file);
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    assertSame(Shown.decode(ImageFiles.profile(file, srgb)), before);
  }

  @Test
  void readsAProfileOfManyParts() throws IOException {
    byte[] padded = Arrays.copyOf(icc(P3), 150_000);
    ByteBuffer.wrap(padded).putInt(0, padded.length);
    assertShown(ImageFiles.profile(photo(DISPLAY_P3, "jpg"), padded), NEAR_FOR_LOSSY);
  }

  @Test
  void keepsTheTransparencyOfWhatItConverts() throws IOException {
    BufferedImage picture = Pictures.as(BufferedImage.TYPE_INT_ARGB, quadrants(DISPLAY_P3));
    picture.setRGB(90, 60, 0x80E1C946);
    for (boolean wide : new boolean[] {false, true}) {
      Path file = folder.resolve("photo.png");
      if (wide) {
        ImageFiles.sixteenBits(picture, file);
      } else {
        Pictures.write(picture, file);
      }
      BufferedImage shown = Shown.decode(ImageFiles.profile(file, icc(P3)));
      assertColours(Shown.corners(shown), NEAR);
      assertThat(Pictures.alpha(shown, 90, 60)).isEqualTo(128);
      assertThat(Pictures.alpha(shown, 2, 2)).isEqualTo(255);
      assertThat(Pictures.distance(new Color(shown.getRGB(90, 60)), SHOWN[3])).isLessThan(NEAR);
    }
  }

  @Test
  void convertsPngByNumbers() throws IOException {
    Path file = photo(DISPLAY_P3, "png");
    assertShown(ImageFiles.chunk(file, true, "cICP", P3_NUMBERS), NEAR);
  }

  @Test
  void prefersNumbersToAProfileAndAProfileToAllElse() throws IOException {
    Path file = ImageFiles.chunk(photo(ADOBE_RGB, "png"), true, "gAMA", u32(100_000));
    ImageFiles.chunk(file, true, "sRGB", (byte) 0);
    assertSame(Shown.decode(file), quadrants(ADOBE_RGB));
    ImageFiles.profile(file, icc(new ColourDescription(adobe(), ToneCurve.gamma(563 / 256.0))));
    assertShown(file, NEAR);
    ImageFiles.chunk(file, true, "cICP", (byte) 1, (byte) 13, (byte) 0, (byte) 1);
    assertSame(Shown.decode(file), quadrants(ADOBE_RGB));
  }

  @Test
  void convertsPngByItsGammaAndPrimaries() throws IOException {
    Path file = ImageFiles.chunk(photo(ADOBE_RGB, "png"), true, "gAMA", u32(45_470));
    int[] primaries = {31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000};
    ImageFiles.chunk(file, true, "cHRM", u32(primaries));
    assertShown(file, NEAR);
  }

  @ParameterizedTest
  @CsvSource({"100000, 64, 137", "100000, 2, 22", "200000, 64, 188", "45455, 64, 64", "0, 64, 64"})
  void convertsGrayByItsGamma(int gamma, int stored, int shown) throws IOException {
    BufferedImage gray = new BufferedImage(96, 64, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSamples(0, 0, 96, 64, 0, samples(96 * 64, stored));
    Path file = Pictures.write(gray, folder.resolve("gray.png"));
    Color corner = Shown.corners(Shown.decode(chunk(file, gamma))).get(0);
    assertThat(Pictures.distance(corner, new Color(shown, shown, shown))).isLessThan(2);
  }

  @Test
  void convertsGrayByItsProfile() throws IOException {
    byte[] linear =
        new ColourDescription(Chromaticities.SRGB, ToneCurve.gamma(1)).icc(true).orElseThrow();
    for (String kind : List.of("png", "jpg")) {
      BufferedImage gray = new BufferedImage(96, 64, BufferedImage.TYPE_BYTE_GRAY);
      gray.getRaster().setSamples(0, 0, 96, 64, 0, samples(96 * 64, 64));
      Path file = Pictures.write(gray, folder.resolve("gray." + kind));
      Color corner = Shown.corners(Shown.decode(ImageFiles.profile(file, linear))).get(0);
      assertThat(Pictures.distance(corner, new Color(137, 137, 137))).isLessThan(2);
    }
  }

  @Test
  void convertsSixteenBitsOfLightWithoutBanding() throws IOException {
    BufferedImage light = new BufferedImage(64, 8, BufferedImage.TYPE_USHORT_GRAY);
    for (int x = 0; x < 64; x++) {
      int value = (int) Math.round(0xFFFF * ToneCurve.SRGB.light(x / 255.0));
      light.getRaster().setSamples(x, 0, 1, 8, 0, samples(8, value));
    }
    Path file = Pictures.write(light, folder.resolve("dark.png"));
    BufferedImage shown = Shown.decode(chunk(file, 100_000));
    for (int x = 0; x < 64; x++) {
      assertThat(new Color(shown.getRGB(x, 4)).getGreen()).as("level").isBetween(x - 1, x + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 13, srgb",
    "2, 2, srgb",
    "1, 1, srgb",
    "12, 13, p3",
    "12, 1, p3",
    "9, 14, 2020",
    "9, 16, pq"
  })
  void convertsAvifByNumbers(int primaries, int transfer, String stored) throws IOException {
    Color[] colours =
        switch (stored) {
          case "p3" -> DISPLAY_P3;
          case "2020" -> BT2020;
          case "pq" -> BT2020_PQ;
          default -> SHOWN;
        };
    byte[] numbers = HeifBuilder.numbers(primaries, transfer, 6);
    Path file = avif(colours, HeifBuilder.concat(bytes("nclx"), numbers, new byte[] {-128}));
    assertShown(file, stored.equals("pq") ? 16 : NEAR_FOR_LOSSY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prof", "rICC"})
  void convertsAvifByItsProfile(String kind) throws IOException {
    assertShown(avif(DISPLAY_P3, HeifBuilder.concat(bytes(kind), icc(P3))), NEAR_FOR_LOSSY);
  }

  /** Its colours are at the edge of every space; so this profile has red and green exchanged. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void convertsHeicByItsProfile(boolean tiles) throws IOException {
    ColourDescription exchanged =
        new ColourDescription(
            new Chromaticities(0.3127, 0.3290, 0.30, 0.60, 0.64, 0.33, 0.15, 0.06), ToneCurve.SRGB);
    byte[] colr = HeifBuilder.concat(bytes("prof"), icc(exchanged));
    HeifBuilder builder = new HeifBuilder("heic");
    try (InputStream resource = ColourTest.class.getResourceAsStream("quadrants.heic")) {
      Path heic = Files.write(folder.resolve("source.heic"), resource.readAllBytes());
      int picture = add(builder, heic, ImageFormat.HEIC);
      if (tiles) {
        int grid =
            builder.grid(1, 2, 192, 64, List.of(picture, add(builder, heic, ImageFormat.HEIC)));
        builder.primary(grid).property(grid, "colr", colr);
      } else {
        builder.property(picture, "colr", colr);
      }
    }
    BufferedImage shown = Shown.decode(Files.write(folder.resolve("built.heic"), builder.build()));
    assertThat(Shown.corners(shown))
        .usingElementComparator(Shown::compare)
        .containsExactly(Color.GREEN, Color.RED, Color.BLUE, Color.YELLOW);
  }

  @Test
  void ignoresProfilesThatAreForSomethingElse() throws IOException {
    byte[] gray = P3.icc(true).orElseThrow();
    assertIgnored(gray);
    assertIgnored(changed(icc(P3), 12, "link"));
    assertIgnored(changed(icc(P3), 12, "abst"));
    assertIgnored(changed(icc(P3), 16, "CMYK"));
    assertIgnored(changed(icc(P3), 36, "nope"));
  }

  @Test
  void ignoresProfilesThatAreDamaged() throws IOException {
    assertIgnored(new byte[0]);
    assertIgnored(new byte[200]);
    assertIgnored(Arrays.copyOf(icc(P3), 131));
    assertIgnored(Arrays.copyOf(icc(P3), 400));
    assertIgnored(changed(icc(P3), 128, "\177\177\177\177"));
    assertIgnored(changed(icc(P3), 132 + 4, "\177\177\177\177"));
  }

  @Test
  void ignoresProfilesThatAreTooLong() throws IOException {
    byte[] huge = Arrays.copyOf(icc(P3), ColourProfile.MAX_LENGTH + 10);
    ByteBuffer.wrap(huge).putInt(0, huge.length);
    assertIgnored(huge);
  }

  /** Each is used or ignored, and nothing else happens. */
  @Test
  void survivesProfilesWithBytesChangedAtRandom() {
    Random random = new Random(7);
    byte[] pixels = new byte[3 * 64];
    for (byte[] whole : List.of(icc(P3), lookUpTable())) {
      for (int round = 0; round < 200; round++) {
        byte[] changed = whole.clone();
        for (int change = 0; change < 3; change++) {
          changed[random.nextInt(Math.min(whole.length, 500))] = (byte) random.nextInt(256);
        }
        random.nextBytes(pixels);
        NativeScope.free(
            () ->
                ColourProfile.of(changed, false)
                    .map(profile -> profile.toSrgb(Mats.ofBytes(pixels, 24, 8)).total()));
      }
    }
  }

  @Test
  void ignoresAPartOfAProfile() throws IOException {
    byte[] padded = Arrays.copyOf(icc(P3), 150_000);
    ByteBuffer.wrap(padded).putInt(0, padded.length);
    Path file = ImageFiles.profile(photo(ADOBE_RGB, "jpg"), padded);
    byte[] bytes = Files.readAllBytes(file);
    bytes[2 + 4 + 12] = 9; // the first part says it is the ninth
    assertColours(Shown.corners(Shown.decode(Files.write(file, bytes))), ADOBE_RGB, NEAR_FOR_LOSSY);
  }

  private void assertIgnored(byte[] icc) throws IOException {
    for (String kind : List.of("png", "webp", "jpg")) {
      Path file = ImageFiles.profile(photo(ADOBE_RGB, kind), icc);
      assertColours(Shown.corners(Shown.decode(file)), ADOBE_RGB, NEAR_FOR_LOSSY);
    }
    Path avif = avif(ADOBE_RGB, HeifBuilder.concat(bytes("prof"), icc));
    assertColours(Shown.corners(Shown.decode(avif)), ADOBE_RGB, NEAR_FOR_LOSSY);
  }

  private Path avif(Color[] stored, byte[] colr) throws IOException {
    Path source = folder.resolve("source.avif");
    Shown.write(
        photo(stored, "png"),
        new OutputSpec(ImageFormat.AVIF, Integer.MAX_VALUE, null, 95, false, source));
    HeifBuilder builder = new HeifBuilder("avif");
    int picture = add(builder, source, ImageFormat.AVIF);
    builder.property(picture, "colr", colr);
    return Files.write(folder.resolve("built.avif"), builder.build());
  }

  private static int add(HeifBuilder builder, Path source, ImageFormat format) throws IOException {
    try (FileBytes bytes = FileBytes.open(source)) {
      HeifContainer file = new HeifContainer(bytes, format);
      return builder.coded(file.picture(), file.data(file.picture()), 96, 64);
    }
  }

  private Path photo(Color[] stored, String kind) {
    Path file = folder.resolve("photo." + kind);
    return kind.equals("webp")
        ? ImageFiles.webp(quadrants(stored), file)
        : Pictures.write(quadrants(stored), file);
  }

  private static BufferedImage quadrants(Color[] colours) {
    BufferedImage picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < colours.length; i++) {
      Pictures.fill(picture, colours[i], i % 2 * 48, i / 2 * 32, 48, 32);
    }
    return picture;
  }

  private static void assertShown(Path file, int near) throws IOException {
    assertColours(Shown.corners(Shown.decode(file)), near);
  }

  private static void assertColours(List<Color> corners, int near) {
    assertColours(corners, SHOWN, near);
  }

  private static void assertColours(List<Color> corners, Color[] expected, int near) {
    assertThat(corners)
        .usingElementComparator((a, b) -> Pictures.distance(a, b) > near ? 1 : 0)
        .containsExactly(expected);
  }

  private static void assertSame(BufferedImage shown, BufferedImage expected) {
    for (int y = 0; y < expected.getHeight(); y++) {
      for (int x = 0; x < expected.getWidth(); x++) {
        assertThat(shown.getRGB(x, y)).isEqualTo(expected.getRGB(x, y));
      }
    }
  }

  private static Chromaticities adobe() {
    return new Chromaticities(0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06);
  }

  private static byte[] icc(ColourDescription description) {
    return description.icc(false).orElseThrow();
  }

  private static byte[] changed(byte[] icc, int position, String word) {
    byte[] changed = icc.clone();
    ByteBuffer.wrap(changed).put(position, bytes(word));
    return changed;
  }

  /** A profile that has XYZ for the eight corners of the cube: light, and nothing but light. */
  private static byte[] lookUpTable() {
    byte[] shaper = icc(new ColourDescription(Chromaticities.SRGB, ToneCurve.gamma(1)));
    double[][] rgb = Chromaticities.SRGB.adapted().orElseThrow();
    ByteBuffer icc = ByteBuffer.allocate(144 + 52 + 12 + 48 + 12).put(shaper, 0, 128);
    icc.putInt(0, icc.capacity()).putInt(1).put(bytes("A2B0")).putInt(144).putInt(124);
    icc.put(bytes("mft2")).putInt(0).put(new byte[] {3, 3, 2, 0});
    for (int i = 0; i < 9; i++) {
      icc.putInt(i % 4 == 0 ? 0x1_0000 : 0);
    }
    icc.putShort((short) 2).putShort((short) 2);
    IntStream.range(0, 6).forEach(i -> icc.putShort((short) (i % 2 * 0xFFFF)));
    for (int corner = 0; corner < 8; corner++) {
      for (int i = 0; i < 3; i++) {
        double sum =
            (corner >> 2) * rgb[0][i] + (corner >> 1 & 1) * rgb[1][i] + (corner & 1) * rgb[2][i];
        icc.putShort((short) Math.round(sum * 0x8000));
      }
    }
    IntStream.range(0, 6).forEach(i -> icc.putShort((short) (i % 2 * 0xFFFF)));
    return icc.array();
  }

  private Path chunk(Path file, int gamma) throws IOException {
    return ImageFiles.chunk(file, true, "gAMA", u32(gamma));
  }

  private static int[] samples(int count, int value) {
    return IntStream.generate(() -> value).limit(count).toArray();
  }

  private static byte[] u32(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    Arrays.stream(values).forEach(bytes::putInt);
    return bytes.array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Color[] colours(int... values) {
    return IntStream.range(0, values.length / 3)
        .mapToObj(i -> new Color(values[3 * i], values[3 * i + 1], values[3 * i + 2]))
        .toArray(Color[]::new);
  }
}
