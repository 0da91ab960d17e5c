package dev.clearcut.mock.contract;

/**
 * The vendor's patterns: {@code *} stands for any characters, slashes included, and every other
 * character for itself. Matching takes at most the product of both lengths, however many stars.
 */
public final class Glob {

  private Glob() {}

  /** Whether all of {@code text} is what the pattern says. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
