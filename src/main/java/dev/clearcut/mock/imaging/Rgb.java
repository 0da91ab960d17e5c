package dev.clearcut.mock.imaging;

import java.util.regex.Pattern;

/**
 * An opaque sRGB colour.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Rgb(int red, int green, int blue) {
  public static final Rgb WHITE = new Rgb(255, 255, 255);

  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

  /** Checks the ranges. */
  public Rgb {
    if (red < 0 || red > 255 || green < 0 || green > 255 || blue < 0 || blue > 255) {
      throw new IllegalArgumentException(
          "A colour component is outside 0 to 255: " + red + ", " + green + ", " + blue);
    }
  }

  /**
   * Parses the vendor's notation: a hash and six hexadecimal digits in either case.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Rgb parse(String text) {
    if (!HEX.matcher(text).matches()) {
      throw new IllegalArgumentException("Not a colour of the form #rrggbb: " + text);
    }
    int value = Integer.parseInt(text, 1, text.length(), 16);
    return new Rgb(value >> 16, value >> 8 & 0xFF, value & 0xFF);
  }
}
