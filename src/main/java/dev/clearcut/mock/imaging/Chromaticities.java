package dev.clearcut.mock.imaging;

import java.util.Optional;

/**
 * Which white, red, green and blue the numbers of a picture are made of, each by its x and y in the
 * chromaticity diagram of 1931.
 */
record Chromaticities(
    double whiteX,
    double whiteY,
    double redX,
    double redY,
    double greenX,
    double greenY,
    double blueX,
    double blueY) {
  static final Chromaticities SRGB = daylight(0.64, 0.33, 0.30, 0.60, 0.15, 0.06);

  /** The white of profiles, to which all others are adapted. */
  private static final double[] D50 = {0.9642, 1, 0.8249};

  private static final double[][] CONES = {
    {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
  };

  /** Colours by their number in ITU-T H.273; empty where it stands for nothing in particular. */
  static Optional<Chromaticities> numbered(int primaries) {
    return Optional.ofNullable(
        switch (primaries) {
          case 1 -> SRGB;
          case 4 -> new Chromaticities(0.310, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08);
          case 5 -> daylight(0.64, 0.33, 0.29, 0.60, 0.15, 0.06);
          case 6, 7 -> daylight(0.630, 0.340, 0.310, 0.595, 0.155, 0.070);
          case 8 -> new Chromaticities(0.310, 0.316, 0.681, 0.319, 0.243, 0.692, 0.145, 0.049);
          case 9 -> daylight(0.708, 0.292, 0.170, 0.797, 0.131, 0.046);
          case 11 -> new Chromaticities(0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060);
          case 12 -> daylight(0.680, 0.320, 0.265, 0.690, 0.150, 0.060);
          case 22 -> daylight(0.630, 0.340, 0.295, 0.605, 0.155, 0.077);
          default -> null;
        });
  }

  private static Chromaticities daylight(
      double redX, double redY, double greenX, double greenY, double blueX, double blueY) {
    return new Chromaticities(0.3127, 0.3290, redX, redY, greenX, greenY, blueX, blueY);
  }

  /** Whether both describe the same colours, in numbers that may have been rounded. */
  boolean isNear(Chromaticities other) {
    double most = 0;
    for (int i = 0; i < 8; i++) {
      most = Math.max(most, Math.abs(values()[i] - other.values()[i]));
    }
    return most < 0.002;
  }

  /**
   * Red, green and blue as XYZ under the white of profiles; empty where they span no colours.
   *
   * @return three colours of three numbers
   */
  Optional<double[][]> adapted() {
    double[][] columns = {xyz(redX, redY), xyz(greenX, greenY), xyz(blueX, blueY)};
    Optional<double[]> shares = solve(columns, xyz(whiteX, whiteY));
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    double[] from = cones(xyz(whiteX, whiteY));
    double[] to = cones(D50);
    double[][] result = new double[3][];
    for (int colour = 0; colour < 3; colour++) {
      double[] response = cones(columns[colour]);
      for (int cone = 0; cone < 3; cone++) {
        response[cone] *= shares.get()[colour] * to[cone] / from[cone];
      }
      result[colour] = solve(transposed(CONES), response).orElseThrow();
    }
    return Optional.of(result).filter(Chromaticities::isUsable);
  }

  private double[] values() {
    return new double[] {whiteX, whiteY, redX, redY, greenX, greenY, blueX, blueY};
  }

  /** Profiles keep numbers of up to 32768; sane ones are about 1. */
  private static boolean isUsable(double[][] colours) {
    for (double[] colour : colours) {
      for (double value : colour) {
        if (!(Math.abs(value) < 10)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[] xyz(double x, double y) {
    return new double[] {x / y, 1, (1 - x - y) / y};
  }

  private static double[] cones(double[] xyz) {
    double[] result = new double[3];
    for (int cone = 0; cone < 3; cone++) {
      for (int i = 0; i < 3; i++) {
        result[cone] += CONES[cone][i] * xyz[i];
      }
    }
    return result;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        result[column][row] = matrix[row][column];
      }
    }
    return result;
  }

  /** How much of each column makes up the sum, by Cramer's rule. */
  private static Optional<double[]> solve(double[][] columns, double[] sum) {
    double all = volume(columns[0], columns[1], columns[2]);
    if (!(Math.abs(all) > 1e-9)) {
      return Optional.empty();
    }
    return Optional.of(
        new double[] {
          volume(sum, columns[1], columns[2]) / all,
          volume(columns[0], sum, columns[2]) / all,
          volume(columns[0], columns[1], sum) / all
        });
  }

  private static double volume(double[] a, double[] b, double[] c) {
    return a[0] * (b[1] * c[2] - b[2] * c[1])
        - b[0] * (a[1] * c[2] - a[2] * c[1])
        + c[0] * (a[1] * b[2] - a[2] * b[1]);
  }
}
