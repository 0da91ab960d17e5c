package dev.clearcut.mock.admin;

import dev.clearcut.mock.contract.KeyScheme;
import dev.clearcut.strict.Spelling;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.Optional;

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

  /** The request cannot be read, by its head alone. */
  static HttpProblem of(int status, String detail) {
    return switch (status) {
      case 413 -> problem(status, "too-large", "Request too large", detail);
      case 415 -> problem(status, "unknown-encoding", "Unknown content encoding", detail);
      case 417 -> problem(status, "unknown-expectation", "Unknown expectation", detail);
      default -> throw new IllegalArgumentException("There is no problem for " + status);
    };
  }

  /** Why an account cannot have this name, if it cannot. */
  static Optional<String> badAccount(String name) {
    return KeyScheme.canCarry(name)
        ? Optional.empty()
        : Optional.of(
            "The account %s cannot be: its name is an API key, and an Authorization header carries only the printable characters of ASCII."
                .formatted(Spelling.shown(name)));
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
