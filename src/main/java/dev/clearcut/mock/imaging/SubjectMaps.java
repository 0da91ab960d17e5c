package dev.clearcut.mock.imaging;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Several opinions on where the subject is, and their consensus. */
final class SubjectMaps {
  /** Above this the border is no plain backdrop, in colour distance. */
  private static final float PLAIN = 6;

  private static final int FAR_FROM_BORDER_COLOURS = 12;

  private SubjectMaps() {}

  /**
   * The maps worth trying on a picture; the last one is the consensus of the others.
   *
   * @param bgr CV_8UC3
   * @param image the same picture
   */
  static List<SaliencyMap> of(Mat bgr, LabImage image) {
    SaliencyMap colours =
        BorderColours.of(image)
            .distances()
            .map((value, pixel) -> Math.min(value, FAR_FROM_BORDER_COLOURS))
            .normalised();
    SaliencyMap barrier = MinimumBarrier.of(image).normalised();
    List<SaliencyMap> maps = new ArrayList<>();
    maps.add(finished(barrier.mixed(colours, 0.5f)));
    maps.add(finished(barrier));
    maps.add(finished(colours));
    BorderSurface surface = BorderSurface.of(image);
    if (surface.spread() < PLAIN) {
      float tolerance = Math.max(3, 4 * surface.spread());
      SaliencyMap distances = surface.distances();
      maps.add(distances.map((value, pixel) -> Math.min(1, value / (2 * tolerance))));
      maps.add(distances.map((value, pixel) -> Math.min(1, value / (6 * tolerance))));
    } else {
      SaliencyMap sharpness = Sharpness.of(bgr).normalised();
      maps.add(finished(sharpness));
      maps.add(
          finished(
              sharpness.map(
                  (value, pixel) ->
                      (float) Math.sqrt(value * (0.25 + 0.75 * colours.values()[pixel])))));
    }
    maps.add(consensus(maps));
    return maps;
  }

  private static SaliencyMap finished(SaliencyMap map) {
    return map.centred(0.55, 0.35).smoothed().normalised();
  }

  private static SaliencyMap consensus(List<SaliencyMap> maps) {
    return maps.get(0)
        .map(
            (value, pixel) -> {
              float sum = 0;
              for (SaliencyMap map : maps) {
                sum += map.values()[pixel];
              }
              return sum / maps.size();
            })
        .normalised();
  }
}
