package dev.clearcut.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A database that is away is said to be so, with the details in the log alone: from whatever layer
 * between the driver and us the exception comes.
 */
@ApplicationScoped
class DatabaseProblems implements ProblemPostProcessor {

  private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
  private static final int SERVER_ERROR = 500;
  private static final int DEEPEST = 20;

  /** Connection exceptions, insufficient resources, and an operator's intervention. */
  private static final Set<String> STATES = Set.of("08", "53", "57");

  /** What the pool says, without a state, when it cannot give a connection in time. */
  private static final String NONE_FREE = "Acquisition timeout";

  @Override
  public HttpProblem apply(HttpProblem problem, ProblemContext context) {
    if (problem.getStatusCode() != SERVER_ERROR || !isAway(context.cause)) {
      return problem;
    }
    LOG.error("The database does not answer", context.cause);
    return Problems.DATABASE_UNAVAILABLE.with(
        "The database does not answer. This is not your fault: send the same request again later."
            + " What the vendor has made meanwhile is not paid again.",
        RETRY_AFTER);
  }

  static boolean isAway(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEEPEST)
        .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())))
        .anyMatch(cause -> cause instanceof SQLException sql && isAway(sql));
  }

  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.length() > 1 && STATES.contains(state.substring(0, 2))
        || String.valueOf(failure.getMessage()).startsWith(NONE_FREE);
  }
}
