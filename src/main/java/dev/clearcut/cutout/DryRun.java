package dev.clearcut.cutout;

import dev.clearcut.problem.Problems;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The query parameter {@code dryRun}: a typing error in it must not cost credits. */
final class DryRun {

  static final String PARAMETER = "dryRun";
  static final String DESCRIPTION =
      "`true`: check the request and answer what it would do and cost, as an estimate; nothing is"
          + " stored, sent or spent.";

  private DryRun() {}

  /**
   * Whether the request is only to be estimated.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 unless it is true, false or left out
   */
  static boolean isAskedFor(UriInfo uri) {
    List<String> values = uri.getQueryParameters().getOrDefault(PARAMETER, List.of("false"));
    if (values.equals(List.of("true"))) {
      return true;
    }
    if (values.equals(List.of("false"))) {
      return false;
    }
    throw Problems.INVALID_REQUEST.with("dryRun must be true or false. Nothing was done.");
  }
}
