package dev.clearcut.mock.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the numbers of a picture mean as colours, where its file says so without a profile.
 *
 * @param primaries what they are made of
 * @param curve how much light they mean
 */
record ColourDescription(Chromaticities primaries, ToneCurve curve) {
  static final ColourDescription SRGB = new ColourDescription(Chromaticities.SRGB, ToneCurve.SRGB);

  private static final int VERSION_4_2 = 0x0420_0000;
  private static final int HEADER_LENGTH = 128;
  private static final int TAGS = 7;
  private static final int TAG_ENTRY = 12;
  private static final int COLOUR_LENGTH = 20;
  private static final int SAMPLES = 4096;
  private static final double[] D50 = {0.9642, 1, 0.8249};

  /** A description by the numbers of ITU-T H.273. */
  static ColourDescription numbered(int primaries, int transfer) {
    return new ColourDescription(
        Chromaticities.numbered(primaries).orElse(Chromaticities.SRGB),
        ToneCurve.numbered(transfer));
  }

  boolean isSrgb() {
    return curve == ToneCurve.SRGB && primaries.isNear(Chromaticities.SRGB);
  }

  /**
   * The same as a profile; empty where the primaries span no colours.
   *
   * @param gray whether the picture has brightness alone, so that only the curve counts
   */
  Optional<ColourProfile> profile(boolean gray) {
    return icc(gray).flatMap(icc -> ColourProfile.of(icc, gray));
  }

  /** The bytes of the profile. */
  Optional<byte[]> icc(boolean gray) {
    return gray
        ? Optional.of(written("GRAY", new double[][] {D50}))
        : primaries.adapted().map(colours -> written("RGB ", colours));
  }

  private byte[] written(String space, double[][] colours) {
    boolean gray = colours.length == 1;
    String[] curves = gray ? new String[] {"kTRC"} : new String[] {"rTRC", "gTRC", "bTRC"};
    String[] names = gray ? new String[] {"wtpt"} : new String[] {"rXYZ", "gXYZ", "bXYZ"};
    int start = HEADER_LENGTH + 4 + TAGS * TAG_ENTRY;
    int curve = start + TAGS * COLOUR_LENGTH;
    ByteBuffer icc = ByteBuffer.allocate(curve + 12 + 2 * SAMPLES);
    icc.putInt(0, icc.capacity()).putInt(8, VERSION_4_2);
    word(icc, 12, "mntr");
    word(icc, 16, space);
    word(icc, 20, "XYZ ");
    word(icc, 36, "acsp");
    numbers(icc, 68, D50);
    icc.putInt(HEADER_LENGTH, names.length + curves.length);
    int entry = HEADER_LENGTH + 4;
    for (int i = 0; i < names.length; i++) {
      int place = start + i * COLOUR_LENGTH;
      tag(icc, entry, names[i], place, COLOUR_LENGTH);
      word(icc, place, "XYZ ");
      numbers(icc, place + 8, colours[i]);
      entry += TAG_ENTRY;
    }
    for (String name : curves) {
      tag(icc, entry, name, curve, icc.capacity() - curve);
      entry += TAG_ENTRY;
    }
    word(icc, curve, "curv");
    icc.putInt(curve + 8, SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      double light = Math.max(0, Math.min(1, this.curve.light(i / (SAMPLES - 1.0))));
      icc.putShort(curve + 12 + 2 * i, (short) Math.round(light * 0xFFFF));
    }
    return icc.array();
  }

  private static void tag(ByteBuffer icc, int entry, String name, int place, int length) {
    word(icc, entry, name);
    icc.putInt(entry + 4, place).putInt(entry + 8, length);
  }

  private static void word(ByteBuffer icc, int position, String word) {
    icc.put(position, word.getBytes(ISO_8859_1));
  }

  /** Numbers with sixteen bits before and after the point. */
  private static void numbers(ByteBuffer icc, int position, double[] values) {
    for (int i = 0; i < values.length; i++) {
      icc.putInt(position + 4 * i, (int) Math.round(values[i] * 0x1_0000));
    }
  }
}
