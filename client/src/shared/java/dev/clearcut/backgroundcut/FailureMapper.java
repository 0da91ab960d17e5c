package dev.clearcut.backgroundcut;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked.Reason;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.vertx.core.VertxException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The one place that turns what a call of the REST client ended with into a {@link
 * BackgroundCutException}.
 */
class FailureMapper {

  /** The pause of the circuit breaker. */
  private static final Duration WHEN_DOWN = Duration.ofSeconds(5);

  private static final Duration WHEN_FULL = Duration.ofSeconds(1);

  private final Answers answers;

  FailureMapper(ObjectMapper json, InstantSource clock) {
    this.answers = new Answers(json, clock);
  }

  /** What is not a failure of a call, such as a mistake of ours, comes back as it is. */
  RuntimeException map(String operation, RuntimeException failure) {
    if (failure instanceof BackgroundCutException known) {
      return known;
    }
    if (failure instanceof WebApplicationException answered) {
      return fromResponse(operation, answered.getResponse());
    }
    if (failure instanceof TimeoutException) {
      return new BackgroundCutException.NoAnswer(
          operation, "The vendor did not answer within the time limit of this call.", failure);
    }
    if (failure instanceof CircuitBreakerOpenException) {
      return new NotAsked(operation, Reason.VENDOR_DOWN, WHEN_DOWN, failure);
    }
    if (failure instanceof BulkheadException) {
      return new NotAsked(operation, Reason.TOO_MANY_AT_A_TIME, WHEN_FULL, failure);
    }
    if (failure instanceof RateLimitException limit) {
      Duration wait = Duration.ofMillis(Math.max(1, limit.getRetryAfterMillis()));
      return new NotAsked(operation, Reason.TOO_OFTEN, Answers.bounded(wait), failure);
    }
    if (failure instanceof ProcessingException || failure instanceof VertxException) {
      Throwable why = failure.getCause() == null ? failure : failure.getCause();
      return Answers.broken(operation, why, failure);
    }
    return failure;
  }

  BackgroundCutException fromResponse(String operation, Response response) {
    return answers.failure(
        operation,
        response.getStatus(),
        response.getStatusInfo().getReasonPhrase(),
        body(response),
        response.getStringHeaders());
  }

  private static String body(Response response) {
    try {
      return response.hasEntity() ? response.readEntity(String.class) : "";
    } catch (ProcessingException | IllegalStateException unreadable) {
      return "";
    }
  }
}
