package dev.clearcut.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** A form that ends before its last boundary is its sender's fault, not ours. */
@ApplicationScoped
class UnfinishedForms implements ProblemPostProcessor {

  /** What Quarkus REST says of one. */
  private static final String TERMINATED = "Connection terminated parsing multipart request";

  @Override
  public HttpProblem apply(HttpProblem problem, ProblemContext context) {
    if (!(context.cause instanceof IOException failure)
        || !TERMINATED.equals(failure.getMessage())) {
      return problem;
    }
    return Problems.INVALID_REQUEST.with(
        "The form ends before its last boundary. Send it again, whole; curl -F makes such forms.");
  }
}
