package dev.clearcut.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/** Says to a caller whose roles do not suffice which they are. */
@ApplicationScoped
class NotAllowed implements ProblemPostProcessor {

  private final SecurityIdentity caller;

  NotAllowed(SecurityIdentity caller) {
    this.caller = caller;
  }

  @Override
  public HttpProblem apply(HttpProblem problem, ProblemContext context) {
    if (!(context.cause instanceof ForbiddenException)) {
      return problem;
    }
    String roles = caller.getRoles().stream().sorted().collect(Collectors.joining(", "));
    return Problems.NOT_ALLOWED.with(
        "Your key or token is good, but its roles (%s) do not allow this call. The service's OpenAPI document names the role that it needs."
            .formatted(roles.isEmpty() ? "none" : roles));
  }
}
