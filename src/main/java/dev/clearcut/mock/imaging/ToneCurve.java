package dev.clearcut.mock.imaging;

/** How much light the numbers of a picture mean. */
interface ToneCurve {
  ToneCurve SRGB = v -> v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);

  /** What is shown as white of pictures for brighter screens, in cd/m² (ITU-R BT.2408). */
  double REFERENCE_WHITE = 203;

  /**
   * The light of a number.
   *
   * @param value 0 to 1
   * @return 1 for white; more for what is brighter
   */
  double light(double value);

  /** A power of the number. */
  static ToneCurve gamma(double exponent) {
    return value -> Math.pow(value, exponent);
  }

  /**
   * A curve by its number in ITU-T H.273. Those of video, and unknown ones, are sRGB's, as in
   * browsers; those for brighter screens are cut off above the reference white.
   */
  static ToneCurve numbered(int transfer) {
    return switch (transfer) {
      case 4 -> gamma(2.2);
      case 5 -> gamma(2.8);
      case 8 -> gamma(1);
      case 9 -> value -> value == 0 ? 0 : Math.pow(10, 2 * (value - 1));
      case 10 -> value -> value == 0 ? 0 : Math.pow(10, 2.5 * (value - 1));
      case 16 -> ToneCurve::perceptualQuantizer;
      case 17 -> value -> 52.37 / 48 * Math.pow(value, 2.6);
      case 18 -> ToneCurve::hybridLogGamma;
      default -> SRGB;
    };
  }

  private static double perceptualQuantizer(double value) {
    double root = Math.pow(value, 1 / 78.84375);
    double light = Math.max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root);
    return 10_000 / REFERENCE_WHITE * Math.pow(light, 1 / 0.1593017578125);
  }

  /** For a screen of 1,000 cd/m². */
  private static double hybridLogGamma(double value) {
    double scene =
        value <= 0.5
            ? value * value / 3
            : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
    return 1_000 / REFERENCE_WHITE * Math.pow(scene, 1.2);
  }
}
