package dev.clearcut.usage;

import dev.clearcut.access.Roles;
import dev.clearcut.api.UsageApi;
import dev.clearcut.api.model.Usage;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;

/** What was paid for what. */
public class UsageResource implements UsageApi {

  private final UsageReport report;

  UsageResource(UsageReport report) {
    this.report = report;
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public Usage getUsage(LocalDate from, LocalDate to) {
    return report.between(from, to);
  }
}
