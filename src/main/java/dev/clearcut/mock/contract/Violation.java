package dev.clearcut.mock.contract;

/**
 * One way in which a request is not what the contract says.
 *
 * @param field where: a path into the body such as {@code output_variants[0].output_key}, the name
 *     of a part, a parameter or a header; empty for the body itself
 * @param sentence what is wrong; the vendor's own sentence where its pages quote one
 * @param tolerated whether the vendor answers all the same, as it does to a field it does not know
 */
public record Violation(String field, String sentence, boolean tolerated) {

  private static final int LONGEST_FIELD = 200;
  private static final int LONGEST_SENTENCE = 500;

  /** Cuts what a client made too long to be read or kept. */
  public Violation {
    field = cut(field, LONGEST_FIELD);
    sentence = cut(sentence, LONGEST_SENTENCE);
  }

  /** A violation that the vendor refuses. */
  public static Violation refused(String field, String sentence) {
    return new Violation(field, sentence, false);
  }

  /** A violation that the vendor overlooks. */
  public static Violation tolerated(String field, String sentence) {
    return new Violation(field, sentence, true);
  }

  static Violation missing(String field) {
    return refused(field, "Missing required field: " + field + ".");
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
