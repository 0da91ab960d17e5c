package dev.clearcut.mock.admin;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;

/** Refusals of the admin API, as RFC 9457 problems whose {@code detail} says what to do. */
final class AdminProblems {

  private AdminProblems() {}

  /** The request cannot be understood. */
  static HttpProblem invalid(String detail) {
    return problem(400, "invalid-request", "Invalid request", detail);
  }

  /** There is no such thing. */
  static HttpProblem notFound(String detail) {
    return problem(404, "not-found", "Not found", detail);
  }

  /** The journal is not as it was expected to be. */
  static HttpProblem notVerified(String detail) {
    return problem(409, "not-verified", "Not verified", detail);
  }

  private static HttpProblem problem(int status, String type, String title, String detail) {
    return HttpProblem.builder()
        .withType(URI.create("urn:clearcut:emulator:" + type))
        .withTitle(title)
        .withStatus(status)
        .withDetail(detail)
        .build();
  }
}
