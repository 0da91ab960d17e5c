package dev.clearcut.rendition;

import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.problem.Problems;
import dev.clearcut.problem.VendorProblems;
import io.quarkiverse.resteasy.problem.HttpProblem;

/**
 * Why something could not be made, as it is kept and told to everybody who waited for it.
 *
 * @param type null when it was none of the known problems
 * @param sentence for callers; without secrets
 */
public record Failure(Problems type, String sentence) {

  private static final int LONGEST_SENTENCE = 2000;
  private static final String OURS =
      "It could not be finished here. The photo is kept; send the same request again to go on.";

  public Failure {
    sentence = sentence.substring(0, Math.min(sentence.length(), LONGEST_SENTENCE));
  }

  /** What a caller is told of it. */
  public static Failure of(Throwable e) {
    if (e instanceof BackgroundCutException vendor) {
      return of(VendorProblems.describe(vendor));
    }
    return e instanceof HttpProblem problem ? of(problem) : new Failure(null, OURS);
  }

  private static Failure of(HttpProblem problem) {
    return new Failure(Problems.of(problem).orElse(null), problem.getDetail());
  }

  /** The problem that its maker was answered with. */
  public HttpProblem problem() {
    return (type == null ? Problems.UNFINISHED : type).with(sentence);
  }
}
