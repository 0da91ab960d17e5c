package dev.clearcut.retention;

import dev.clearcut.access.Roles;
import dev.clearcut.api.RetentionApi;
import dev.clearcut.api.model.RetentionRun;
import dev.clearcut.problem.Problems;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;

/** Deletion by age. */
public class RetentionResource implements RetentionApi {

  private final Retention retention;

  RetentionResource(Retention retention) {
    this.retention = retention;
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public RetentionRun runRetention(Boolean dryRun, String keep) {
    if (keep != null && !dryRun) {
      throw Problems.INVALID_REQUEST.with(
          "The parameter \"keep\" is for a dry run. What is deleted is decided by"
              + " clearcut.retention.keep alone.");
    }
    Duration age = keep == null ? configured() : Duration.parse(keep);
    return dryRun ? retention.dryRun(age) : retention.run(age);
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
}
