package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is turned away, and why. */
@Execution(ExecutionMode.CONCURRENT)
class RejectionTest {
  @TempDir Path folder;

  @Test
  void refusesAnEmptyFile() throws IOException {
    assertRejected(Files.createFile(file("empty.png")), Reason.EMPTY);
  }

  @Test
  void refusesTextThatIsCalledAPhoto() throws IOException {
    assertRejected(Files.writeString(file("photo.jpg"), "a text"), Reason.UNSUPPORTED_FORMAT);
  }

  @Test
  void refusesGif() {
    Path gif = Pictures.write(Pictures.redSquare(), file("photo.gif"));
    assertRejected(gif, Reason.UNSUPPORTED_FORMAT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99})
  void refusesTruncatedJpeg(double share) throws IOException {
    Path jpeg = Pictures.write(noise(), file("photo.jpg"));
    assertRejected(ImageFiles.truncate(jpeg, share), Reason.CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesAJpegWhoseEndMarkAloneIsMissing(boolean progressive) throws IOException {
    Path jpeg = jpeg(progressive);
    int[] before = pixels(jpeg);
    for (int missing = 1; missing <= 2; missing++) {
      byte[] bytes = Files.readAllBytes(jpeg);
      Path cut = Files.write(file("cut.jpg"), Arrays.copyOf(bytes, bytes.length - missing));
      assertThat(pixels(cut)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 4", "false, 12", "false, 500", "true, 4", "true, 12", "true, 500"})
  void refusesAJpegThatLacksMoreThanItsEndMark(boolean progressive, int missing)
      throws IOException {
    byte[] bytes = Files.readAllBytes(jpeg(progressive));
    Path cut = Files.write(file("cut.jpg"), Arrays.copyOf(bytes, bytes.length - missing));
    assertRejected(cut, Reason.CORRUPT);
  }

  /** What is there is whole, but there is more to come: browsers would show it blurred. */
  @Test
  void refusesAProgressiveJpegWithoutItsLastScan() throws IOException {
    byte[] bytes = Files.readAllBytes(jpeg(true));
    int scan = bytes.length - 1;
    while (bytes[scan - 1] != (byte) 0xFF || bytes[scan] != (byte) 0xDA) {
      scan--;
    }
    int tables = scan - 1;
    while (bytes[tables - 1] != (byte) 0xFF || bytes[tables] != (byte) 0xC4) {
      tables--;
    }
    Path cut = Files.write(file("cut.jpg"), Arrays.copyOf(bytes, tables - 1));
    assertRejected(cut, Reason.CORRUPT);
  }

  @ParameterizedTest
  @CsvSource({
    "C3, 8, lossless",
    "C5, 8, hierarchical",
    "DE, 8, hierarchical",
    "C9, 8, arithmetically",
    "CA, 8, arithmetically",
    "F7, 8, JPEG-LS",
    "C1, 12, 12 bits a sample"
  })
  void saysWhatKindOfJpegItDoesNotRead(String frame, int bits, String kind) throws IOException {
    byte[] bytes = Files.readAllBytes(jpeg(false));
    int position = frame(bytes);
    bytes[position + 1] = (byte) Integer.parseInt(frame, 16);
    bytes[position + 4] = (byte) bits;
    Path file = Files.write(file("kind.jpg"), bytes);
    assertRejected(file, Reason.UNSUPPORTED_FORMAT);
    assertThatThrownBy(() -> remove(file)).hasMessageContaining(kind);
  }

  @Test
  void saysOfAPictureThatOneSideIsTooLong() throws IOException {
    Path wide = ImageFiles.pngBomb(1_200_000, 2, file("long.png"));
    assertRejected(wide, Reason.TOO_MANY_PIXELS);
    assertThatThrownBy(() -> remove(wide))
        .hasMessageContaining("1200000")
        .hasMessageContaining("1000000");
  }

  @Test
  void readsTheLongestSideThatItSays() throws IOException {
    Path longest = ImageFiles.pngBomb(1_000_000, 2, file("long.png"));
    assertThat(remove(longest)).hasSize(1);
  }

  @Test
  void saysOfAJpegThatOneSideIsTooLong() throws IOException {
    byte[] bytes = Files.readAllBytes(jpeg(false));
    int frame = frame(bytes);
    bytes[frame + 7] = (byte) 0xFF;
    bytes[frame + 8] = (byte) 0xF0;
    Path file = Files.write(file("long.jpg"), bytes);
    assertRejected(file, Reason.TOO_MANY_PIXELS);
    assertThatThrownBy(() -> remove(file))
        .hasMessageContaining("65520")
        .hasMessageContaining("65500");
  }

  private static int frame(byte[] jpeg) {
    int position = 2;
    while (jpeg[position + 1] != (byte) 0xC0) {
      position += 2 + ((jpeg[position + 2] & 0xFF) << 8 | jpeg[position + 3] & 0xFF);
    }
    return position;
  }

  private Path jpeg(boolean progressive) throws IOException {
    Path file = file("photo.jpg");
    return progressive ? ImageFiles.progressiveJpeg(noise(), file) : Pictures.write(noise(), file);
  }

  private static int[] pixels(Path file) throws IOException {
    BufferedImage shown = Shown.decode(file);
    int width = shown.getWidth();
    return shown.getRGB(0, 0, width, shown.getHeight(), null, 0, width);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.5, 0.9, 0.999})
  void refusesTruncatedPng(double share) throws IOException {
    Path png = Pictures.write(noise(), file("photo.png"));
    assertRejected(ImageFiles.truncate(png, share), Reason.CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.5, 0.9, 0.999})
  void refusesTruncatedWebp(double share) throws IOException {
    Path webp = ImageFiles.webp(noise(), file("photo.webp"));
    assertRejected(ImageFiles.truncate(webp, share), Reason.CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp"})
  void refusesScrambledPixelsOrSurvivesThem(String kind) throws IOException {
    Path file = file("photo." + kind);
    if (kind.equals("webp")) {
      ImageFiles.webp(noise(), file);
    } else {
      Pictures.write(noise(), file);
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int position = bytes.length / 2; position < bytes.length - 20; position += 7) {
      bytes[position] ^= 0x5A;
    }
    Files.write(file, bytes);
    try {
      assertThat(remove(file)).hasSize(1);
    } catch (ImageRejectedException e) {
      assertThat(e.reason()).isEqualTo(Reason.CORRUPT);
    }
  }

  @Test
  void refusesABombByItsHeader() throws IOException {
    Path bomb = ImageFiles.pngBomb(30_000, 30_000, file("bomb.png"));
    assertThat(Files.size(bomb)).isLessThan(1_000_000);
    assertRejected(bomb, Reason.TOO_MANY_PIXELS);
  }

  @Test
  void refusesAnimatedPng() throws IOException {
    Path png = Pictures.write(Pictures.redSquare(), file("photo.png"));
    assertRejected(ImageFiles.animatedPng(png), Reason.ANIMATED);
  }

  @Test
  void refusesAnimatedWebp() throws IOException {
    Path webp = ImageFiles.webp(Pictures.redSquare(), file("photo.webp"));
    assertRejected(ImageFiles.animatedWebp(webp), Reason.ANIMATED);
  }

  @Test
  void refusesPicturesTooLongForTheOutput() throws IOException {
    Path png = ImageFiles.pngBomb(17_000, 20, file("long.png"));
    OutputSpec webp =
        new OutputSpec(ImageFormat.WEBP, 1_000_000, Rgb.WHITE, 80, false, file("result.webp"));
    assertThatExceptionOfType(ImageRejectedException.class)
        .isThrownBy(() -> remover().remove(png, Quality.LOW, List.of(webp)))
        .withMessageContaining("16383")
        .satisfies(rejected -> assertThat(rejected.output()).hasValue(0));
  }

  @ParameterizedTest
  @CsvSource({"65501, false", "65535, false", "65501, true"})
  void saysWhichOutputIsTooLongForJpeg(int side, boolean autocrop) throws IOException {
    Path png = ImageFiles.pngBomb(side, 20, file("long.png"));
    assertThatExceptionOfType(ImageRejectedException.class)
        .isThrownBy(
            () ->
                remover()
                    .remove(
                        png,
                        Quality.LOW,
                        List.of(
                            output(ImageFormat.PNG, false), output(ImageFormat.JPEG, autocrop))))
        .withMessageContaining(String.valueOf(side))
        .withMessageContaining("65500")
        .satisfies(rejected -> assertThat(rejected.output()).hasValue(1));
  }

  @Test
  void writesTheLongestSideThatItSays() throws IOException {
    Path png = ImageFiles.pngBomb(65_500, 20, file("long.png"));
    List<OutputSpec> outputs =
        List.of(
            output(ImageFormat.JPEG, false),
            output(ImageFormat.PNG, false),
            output(ImageFormat.AVIF, false));
    assertThat(remover().remove(png, Quality.LOW, outputs))
        .extracting(Rendered::width)
        .containsOnly(65_500);
  }

  private OutputSpec output(ImageFormat format, boolean autocrop) {
    Path target = file("result." + format.extension());
    return new OutputSpec(format, 2_000_000, Rgb.WHITE, 80, autocrop, target);
  }

  @Test
  void leavesNoDraftBehindWhenRejecting() throws IOException {
    refusesPicturesTooLongForTheOutput();
    try (var files = Files.list(folder)) {
      assertThat(files).extracting(path -> path.getFileName().toString()).containsOnly("long.png");
    }
  }

  private void assertRejected(Path file, Reason reason) {
    assertThatExceptionOfType(ImageRejectedException.class)
        .isThrownBy(() -> remove(file))
        .satisfies(rejection -> assertThat(rejection.reason()).isEqualTo(reason))
        .withMessageMatching("[A-Z].*\\.");
  }

  private List<Rendered> remove(Path file) throws IOException {
    OutputSpec png =
        new OutputSpec(ImageFormat.PNG, 1_000_000, null, 85, false, file("result.png"));
    return remover().remove(file, Quality.LOW, List.of(png));
  }

  private static BackgroundRemover remover() {
    return new BackgroundRemover(ImagingLimits.DEFAULT, new ClassicalEngine());
  }

  private static BufferedImage noise() {
    return new Scene(Scene.Subject.MUG, Scene.Backdrop.NOISY).photo;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
