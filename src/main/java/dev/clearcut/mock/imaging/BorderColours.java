package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.KMEANS_PP_CENTERS;
import static org.bytedeco.opencv.global.opencv_core.kmeans;
import static org.bytedeco.opencv.global.opencv_core.setRNGSeed;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/**
 * The colours found along the border, as a few clusters. A cluster living only in the middle of the
 * bottom edge is taken for a subject that stands on it, and left out.
 */
final class BorderColours {
  private static final double FRAME = 0.05;
  private static final int CLUSTERS = 6;
  private static final double LEAST_SHARE = 0.01;
  private static final double CORNER = 0.15;
  private static final double SUBJECT_SHARE = 0.8;
  private static final float LIGHTNESS_TOLERANCE = 6;
  private static final float COLOUR_TOLERANCE = 3;
  private static final int SEED = 12345;

  private final LabImage image;
  private final List<Cluster> clusters = new ArrayList<>();

  private BorderColours(LabImage image) {
    this.image = image;
  }

  static BorderColours of(LabImage image) {
    BorderColours colours = new BorderColours(image);
    int[] frame = image.frame(FRAME);
    int[] labels = colours.cluster(frame);
    for (int cluster = 0; cluster < CLUSTERS; cluster++) {
      colours.learn(frame, labels, cluster);
    }
    return colours;
  }

  /** The distance of every pixel to the nearest cluster, in standard deviations of that cluster. */
  SaliencyMap distances() {
    float[] result = new float[image.pixels()];
    for (int pixel = 0; pixel < result.length; pixel++) {
      float nearest = clusters.isEmpty() ? 0 : Float.MAX_VALUE;
      for (Cluster cluster : clusters) {
        nearest = Math.min(nearest, cluster.squaredDistance(image, pixel));
      }
      result[pixel] = (float) Math.sqrt(nearest);
    }
    return new SaliencyMap(image.width(), image.height(), result);
  }

  private int[] cluster(int[] frame) {
    return NativeScope.free(
        () -> {
          float[] samples = new float[frame.length * 3];
          for (int i = 0; i < frame.length; i++) {
            System.arraycopy(image.lab(), frame[i] * 3, samples, i * 3, 3);
          }
          Mat labels = new Mat();
          TermCriteria enough = new TermCriteria(TermCriteria.EPS + TermCriteria.COUNT, 12, 0.5);
          setRNGSeed(SEED);
          kmeans(
              Mats.ofFloats(samples, 3, frame.length),
              CLUSTERS,
              labels,
              enough,
              2,
              KMEANS_PP_CENTERS,
              new Mat());
          return Mats.ints(labels);
        });
  }

  private void learn(int[] frame, int[] labels, int cluster) {
    double[] sum = new double[3];
    double[] squares = new double[3];
    int count = 0;
    int subjectLike = 0;
    for (int i = 0; i < frame.length; i++) {
      if (labels[i] != cluster) {
        continue;
      }
      count++;
      subjectLike += inMiddleOfBottom(frame[i]) ? 1 : 0;
      for (int channel = 0; channel < 3; channel++) {
        double value = image.value(frame[i], channel);
        sum[channel] += value;
        squares[channel] += value * value;
      }
    }
    if (count >= frame.length * LEAST_SHARE && subjectLike < count * SUBJECT_SHARE) {
      clusters.add(Cluster.of(sum, squares, count));
    }
  }

  private boolean inMiddleOfBottom(int pixel) {
    int x = pixel % image.width();
    int y = pixel / image.width();
    return y > image.height() * (1 - FRAME)
        && x > image.width() * CORNER
        && x < image.width() * (1 - CORNER);
  }

  private record Cluster(float[] mean, float[] variance) {
    static Cluster of(double[] sum, double[] squares, int count) {
      float[] mean = new float[3];
      float[] variance = new float[3];
      for (int channel = 0; channel < 3; channel++) {
        mean[channel] = (float) (sum[channel] / count);
        double spread = squares[channel] / count - sum[channel] / count * sum[channel] / count;
        float tolerance = channel == 0 ? LIGHTNESS_TOLERANCE : COLOUR_TOLERANCE;
        variance[channel] = (float) Math.max(0, spread) + tolerance;
      }
      return new Cluster(mean, variance);
    }

    float squaredDistance(LabImage image, int pixel) {
      float distance = 0;
      for (int channel = 0; channel < 3; channel++) {
        float difference = image.value(pixel, channel) - mean[channel];
        distance += difference * difference / variance[channel];
      }
      return distance;
    }
  }
}
