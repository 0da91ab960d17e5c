package dev.clearcut.retention;

import dev.clearcut.access.Roles;
import dev.clearcut.api.RetentionApi;
import dev.clearcut.api.model.RetentionRun;
import dev.clearcut.problem.Problems;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Deletion by age. */
public class RetentionResource implements RetentionApi {

  private final Retention retention;

  RetentionResource(Retention retention) {
    this.retention = retention;
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public RetentionRun runRetention(String dryRun, String keep) {
    boolean dry = Boolean.parseBoolean(dryRun);
    if (keep != null && !dry) {
      throw Problems.INVALID_REQUEST.with(
          "The parameter \"keep\" is for a dry run. What is deleted is decided by"
              + " clearcut.retention.keep alone.");
    }
    Duration age = keep == null ? configured() : duration(keep);
    return dry ? retention.dryRun(age) : retention.run(age);
  }

  private Duration configured() {
    return retention
        .keep()
        .orElseThrow(
            () ->
                Problems.INVALID_REQUEST.with(
                    "Cutouts are kept for ever: clearcut.retention.keep is not set. To see what a"
                        + " setting would delete, ask with dryRun=true&keep=P90D."));
  }

  private static Duration duration(String text) {
    try {
      Duration keep = Duration.parse(text);
      if (!keep.isNegative() && keep.toDays() <= 36_500) {
        return keep;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw Problems.INVALID_REQUEST.with(
        "The parameter \"keep\" must be an ISO 8601 duration of up to 36500 days, such as P90D or"
            + " PT12H.");
  }
}
