package dev.clearcut.strict;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says of a name that is not known which known one was probably meant. */
public final class Spelling {

  private static final Pattern PLAIN = Pattern.compile("[\\w.\\[\\]-]+");
  private static final int LONGEST_SHOWN = 100;

  private Spelling() {}

  /**
   * The sentences, such as {@code presets is not a known part. Known parts: image, preset,
   * variants. Did you mean preset?}
   *
   * @param kind of thing that the name is for, such as {@code part}
   * @param place what stands before the name where it is shown, such as {@code variants[0].}
   */
  public static String unknown(String kind, String place, String name, Collection<String> known) {
    String shown = shown(place + name);
    if (known.isEmpty()) {
      return "%s is not a known %s: this call takes none.".formatted(shown, kind);
    }
    return "%s is not a known %s. Known %ss: %s.%s"
        .formatted(
            shown,
            kind,
            kind,
            String.join(", ", known),
            nearest(name, known).map(" Did you mean %s?"::formatted).orElse(""));
  }

  /** A name as it is shown to people: in quotes when it is not a plain word, and never long. */
  public static String shown(String name) {
    String start =
        name.codePointCount(0, name.length()) <= LONGEST_SHOWN
            ? name
            : name.substring(0, name.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    return PLAIN.matcher(start).matches() ? start : '"' + start + '"';
  }

  /** A text as it is shown to people: in quotes, and never long. */
  static String quoted(String text) {
    String shown = shown(text);
    return shown.startsWith("\"") ? shown : '"' + shown + '"';
  }

  /**
   * The known name that takes the fewest letters to be added, left out, replaced or swapped with
   * their neighbour; empty when more than half of the name would have to be changed. Upper case and
   * signs count for nothing: {@code dry_run} is {@code dryRun}.
   */
  static Optional<String> nearest(String name, Collection<String> known) {
    String letters = letters(name);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(letters, letters(candidate))))
        .filter(
            best ->
                2 * distance(letters, letters(best))
                    <= Math.max(letters.length(), letters(best).length()));
  }

  private static String letters(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.substring(0, Math.min(letters.length(), LONGEST_SHOWN));
  }

  /** Optimal string alignment: the edit distance of Levenshtein, and swaps of neighbours. */
  static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[from.length()][to.length()];
  }
}
