package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.mock.imaging.Scene.Backdrop;
import dev.clearcut.mock.imaging.Scene.Subject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How well subjects are found on scenes whose subject is known. */
@Execution(ExecutionMode.CONCURRENT)
class SegmentationTest {
  @TempDir Path folder;

  private final BackgroundRemover remover =
      new BackgroundRemover(ImagingLimits.DEFAULT, new ClassicalEngine());

  @Test
  void findsSubjectsOnEveryKindOfBackdrop() throws IOException {
    Map<String, Double> figures = new TreeMap<>();
    for (Subject subject : Subject.values()) {
      for (Backdrop backdrop : Backdrop.values()) {
        figures.put(subject + " " + backdrop, iou(new Scene(subject, backdrop), Quality.LOW));
      }
    }
    assertThat(mean(figures)).as("mean IoU of %s", figures).isGreaterThan(0.88);
    figures.keySet().removeIf(scene -> scene.endsWith("CLUTTERED")); // colours tell little there
    assertThat(figures.values()).as("%s", figures).allMatch(iou -> iou > 0.7);
  }

  /** With a hole, white on a light backdrop, at the border, and small. */
  @ParameterizedTest
  @EnumSource(
      value = Quality.class,
      names = {"MEDIUM", "HIGH"})
  void findsSubjectsAtHigherQualities(Quality quality) throws IOException {
    Map<String, Double> figures = new TreeMap<>();
    for (Subject subject : List.of(Subject.RING, Subject.PLATE, Subject.BUST, Subject.EARRING)) {
      figures.put(subject.name(), iou(new Scene(subject, Backdrop.BLURRED), quality));
    }
    assertThat(mean(figures)).as("mean IoU of %s", figures).isGreaterThan(0.93);
  }

  @Test
  void leavesNothingOfAPictureInWhichNothingStandsOut() throws IOException {
    BufferedImage gray = Pictures.plain(200, 150, Color.GRAY);
    BufferedImage cutout = cut(gray, Quality.MEDIUM);
    assertThat(Pictures.alphas(cutout)).containsOnly(0);
  }

  private static double mean(Map<String, Double> figures) {
    return figures.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private double iou(Scene scene, Quality quality) throws IOException {
    return scene.iou(cut(scene.photo, quality));
  }

  private BufferedImage cut(BufferedImage photo, Quality quality) throws IOException {
    Path input = folder.resolve("input.png");
    Path target = folder.resolve("cutout.png");
    ImageIO.write(photo, "png", input.toFile());
    OutputSpec output = new OutputSpec(ImageFormat.PNG, 12_000_000, null, 85, false, target);
    remover.remove(input, quality, List.of(output));
    return ImageIO.read(target.toFile());
  }
}
