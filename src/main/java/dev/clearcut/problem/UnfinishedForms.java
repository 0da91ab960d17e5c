package dev.clearcut.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.stream.Stream;

/** A form that cannot be read is its sender's fault, not ours. */
@ApplicationScoped
class UnfinishedForms implements ProblemPostProcessor {

  /** What Quarkus REST says of a form that ends too early. */
  private static final String TERMINATED = "Connection terminated parsing multipart request";

  /** Where Quarkus REST reads forms. */
  private static final String READER = "org.jboss.resteasy.reactive.server.core.multipart.";

  private static final int TOO_LARGE = 413;
  private static final int DEEPEST = 10;

  private final long longestText;

  UnfinishedForms(VertxHttpConfig config) {
    longestText = config.limits().maxFormAttributeSize().asLongValue();
  }

  @Override
  public HttpProblem apply(HttpProblem problem, ProblemContext context) {
    Throwable cause = context.cause;
    if (cause instanceof IOException && TERMINATED.equals(cause.getMessage())) {
      return Problems.INVALID_REQUEST.with(
          "The form ends before its last boundary. Send it again, whole; curl -F makes such"
              + " forms.");
    }
    if (cause instanceof HttpProblem || !isOfTheReader(cause)) {
      return problem;
    }
    if (problem.getStatusCode() == TOO_LARGE) {
      return Problems.TOO_LARGE.with(
          "A text part of the form is larger than %d bytes, the most that is accepted here."
              .formatted(longestText));
    }
    return isMalformed(cause)
        ? Problems.INVALID_REQUEST.with(
            "The form cannot be read: the head, the charset or the transfer encoding of a part is"
                + " not understood. Send bytes as they are, and texts in UTF-8; curl -F makes such"
                + " forms.")
        : problem;
  }

  /** What the reader says of its own, and what it trips over; a disk that is full is neither. */
  private static boolean isMalformed(Throwable failure) {
    Throwable root =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(DEEPEST)
            .reduce(failure, (earlier, later) -> later);
    return root instanceof UnsupportedEncodingException
        || root.getClass().getName().startsWith(READER)
        || root instanceof RuntimeException && !(root instanceof WebApplicationException);
  }

  private static boolean isOfTheReader(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEEPEST)
        .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
        .anyMatch(frame -> frame.getClassName().startsWith(READER));
  }
}
