package dev.clearcut.download;

import java.util.Set;

/** The names that callers give their files: for display only, never used to find a file. */
public final class FileName {

  /** In UTF-16 units, of which a letter outside of the basic plane takes two. */
  private static final int LONGEST = 255;

  /**
   * What turns the direction of the text around it, and so can make {@code gpj.exe} look like
   * another file: marks, embeddings, overrides and isolates.
   */
  private static final Set<Integer> DIRECTIONS =
      Set.of(
          0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
          0x2069);

  private FileName() {}

  /**
   * The end of a name, without any path, and without what is no letter to be seen: controls, line
   * and paragraph separators, directions, and halves of surrogate pairs.
   *
   * @param given null when there is none
   */
  public static String of(String given) {
    String name = given == null ? "" : given;
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean =
        last.codePoints()
            .filter(FileName::isShown)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    int start = Math.max(0, clean.length() - LONGEST);
    boolean halved = start > 0 && Character.isLowSurrogate(clean.charAt(start));
    return clean.substring(halved ? start + 1 : start);
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> !DIRECTIONS.contains(codePoint);
    };
  }
}
