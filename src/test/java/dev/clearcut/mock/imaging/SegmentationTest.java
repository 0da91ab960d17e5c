package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.mock.imaging.Scene.Backdrop;
import dev.clearcut.mock.imaging.Scene.Subject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How well subjects are found on scenes whose subject is known. */
class SegmentationTest {
  @TempDir Path folder;

  private final BackgroundRemover remover = new BackgroundRemover(ImagingLimits.DEFAULT);

  @ParameterizedTest
  @EnumSource(Quality.class)
  void findsTheSubjectOfSyntheticScenes(Quality quality) throws IOException {
    List<String> figures = new ArrayList<>();
    DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
    for (Subject subject : Subject.values()) {
      for (Backdrop backdrop : Backdrop.values()) {
        double iou = iou(new Scene(subject, backdrop), quality);
        statistics.accept(iou);
        figures.add("%s %s %.3f".formatted(subject, backdrop, iou));
      }
    }
    assertThat(statistics.getAverage()).as("mean IoU of %s", figures).isGreaterThan(0.85);
    assertThat(statistics.getMin()).as("worst IoU of %s", figures).isGreaterThan(0.5);
  }

  @Test
  void leavesNothingOfAPictureInWhichNothingStandsOut() throws IOException {
    BufferedImage gray = Pictures.plain(200, 150, Color.GRAY);
    BufferedImage cutout = cut(gray, Quality.MEDIUM);
    assertThat(Pictures.alphas(cutout)).containsOnly(0);
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
