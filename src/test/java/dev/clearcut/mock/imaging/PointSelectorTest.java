package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clearcut.mock.imaging.ImageRejectedException.Reason;
import dev.clearcut.mock.imaging.Scene.Backdrop;
import dev.clearcut.mock.imaging.Scene.Subject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selections by dots: green ones on what is wanted, red ones on what is not. */
@Execution(ExecutionMode.CONCURRENT)
class PointSelectorTest {
  private static final Dot ON_SQUARE = new Dot(100, 80);

  @TempDir Path folder;

  private final PointSelector selector =
      new PointSelector(ImagingLimits.DEFAULT, new ClassicalEngine());

  @Test
  void selectsWhatAGreenDotIsOn() throws IOException {
    BufferedImage result = select(Pictures.redSquare(), List.of(ON_SQUARE), List.of());
    assertThat(List.of(result.getWidth(), result.getHeight())).containsExactly(240, 160);
    assertThat(result.getRGB(100, 80)).isEqualTo(0xFFFF0000);
    assertThat(result.getRGB(62, 42)).isEqualTo(0xFFFF0000);
    assertThat(Pictures.alpha(result, 20, 20)).isZero();
  }

  @Test
  void selectsTheBackgroundIfTheDotIsThere() throws IOException {
    BufferedImage result =
        select(Pictures.redSquare(), List.of(new Dot(200, 80)), List.of(ON_SQUARE));
    assertThat(Pictures.alpha(result, 100, 80)).isZero();
    assertThat(Pictures.alpha(result, 200, 80)).isEqualTo(255);
  }

  @Test
  void selectsNothingWithoutGreenDots() throws IOException {
    BufferedImage result = select(Pictures.redSquare(), List.of(), List.of(ON_SQUARE));
    assertThat(Pictures.alphas(result)).containsOnly(0);
  }

  @Test
  void givesTheSameBytesEveryTime() throws IOException {
    BufferedImage photo = new Scene(Subject.MUG, Backdrop.CLUTTERED).photo;
    select(photo, List.of(new Dot(290, 240)), List.of(new Dot(20, 20)));
    byte[] first = Files.readAllBytes(target());
    select(photo, List.of(new Dot(290, 240)), List.of(new Dot(20, 20)));
    assertThat(target()).hasBinaryContent(first);
  }

  @ParameterizedTest
  @CsvSource({"240, 0", "0, 160", "-1, 5", "5, -1"})
  void refusesDotsOutsideThePhoto(int x, int y) {
    assertThatExceptionOfType(ImageRejectedException.class)
        .isThrownBy(() -> select(Pictures.redSquare(), List.of(new Dot(x, y)), List.of()))
        .satisfies(rejection -> assertThat(rejection.reason()).isEqualTo(Reason.OUTSIDE))
        .withMessageContaining("outside the image of 240 × 160 pixels.");
  }

  @Test
  void takesDotsOnThePhotoAsDisplayed() throws IOException {
    Path photo = Pictures.write(Pictures.redSquare(), folder.resolve("photo.png"));
    ImageFiles.orient(photo, 6); // turned right: the square is at (40, 60) of 160 × 240
    selector.segment(photo, List.of(new Dot(80, 100)), List.of(), target());
    BufferedImage result = Pictures.read(target());
    assertThat(List.of(result.getWidth(), result.getHeight())).containsExactly(160, 240);
    assertThat(Pictures.alpha(result, 80, 100)).isEqualTo(255);
    assertThat(Pictures.alpha(result, 20, 20)).isZero();
  }

  @Test
  void getsBetterWithEveryCorrection() throws IOException {
    Map<String, Double> afterOne = new TreeMap<>();
    Map<String, Double> afterFive = new TreeMap<>();
    for (Subject subject : List.of(Subject.RING, Subject.BUST, Subject.EARRING)) {
      List<Double> ious = correct(new Scene(subject, Backdrop.CLUTTERED), 5);
      afterOne.put(subject.name(), ious.get(0));
      afterFive.put(subject.name(), ious.get(4));
    }
    assertThat(mean(afterOne)).as("%s", afterOne).isGreaterThan(0.8);
    assertThat(mean(afterFive)).as("%s", afterFive).isGreaterThan(0.97);
    assertThat(afterFive.values()).as("%s", afterFive).allMatch(iou -> iou > 0.9);
  }

  /** Sets a dot into the middle of the largest mistake, again and again. */
  private List<Double> correct(Scene scene, int dots) throws IOException {
    List<Dot> include = new ArrayList<>();
    List<Dot> exclude = new ArrayList<>();
    List<Double> ious = new ArrayList<>();
    BufferedImage result =
        new BufferedImage(Scene.WIDTH, Scene.HEIGHT, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < dots; i++) {
      Dot dot = scene.worstMistake(result);
      (scene.isSubject(dot.x(), dot.y()) ? include : exclude).add(dot);
      result = select(scene.photo, include, exclude);
      ious.add(scene.iou(result));
    }
    return ious;
  }

  private static double mean(Map<String, Double> figures) {
    return figures.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private BufferedImage select(BufferedImage photo, List<Dot> include, List<Dot> exclude)
      throws IOException {
    Path input = Pictures.write(photo, folder.resolve("photo.png"));
    selector.segment(input, include, exclude, target());
    return Pictures.read(target());
  }

  private Path target() {
    return folder.resolve("selection.png");
  }
}
