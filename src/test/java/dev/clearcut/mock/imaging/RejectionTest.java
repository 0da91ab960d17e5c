package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is turned away, and why. */
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
        .withMessageContaining("16383");
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
    return new BackgroundRemover(ImagingLimits.DEFAULT);
  }

  private static BufferedImage noise() {
    return new Scene(Scene.Subject.MUG, Scene.Backdrop.NOISY).photo;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
