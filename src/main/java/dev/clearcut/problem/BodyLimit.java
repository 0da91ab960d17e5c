package dev.clearcut.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Refuses, with a sentence and before reading it, a body that says that it is too large. */
@ApplicationScoped
class BodyLimit {

  /** Just before the stock limit (-2), which answers without a body. */
  private static final int ORDER = -3;

  private final Optional<MemorySize> longest;
  private final ObjectMapper json;

  BodyLimit(VertxHttpConfig config, ObjectMapper json) {
    this.longest = config.limits().maxBodySize();
    this.json = json;
  }

  void register(@Observes Router router) {
    longest.ifPresent(limit -> router.route().order(ORDER).handler(call -> check(call, limit)));
  }

  private void check(RoutingContext call, MemorySize limit) {
    if (call.request().isEnded() || announced(call.request()) <= limit.asLongValue()) {
      call.next();
      return;
    }
    HttpProblem problem =
        Problems.TOO_LARGE.with(
            "The request is larger than %d bytes, the most that is accepted here. Send a smaller photo."
                .formatted(limit.asLongValue()));
    call.response()
        .setStatusCode(problem.getStatusCode())
        .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
        .putHeader("Connection", "close")
        .end(write(problem));
  }

  private String write(HttpProblem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long announced(HttpServerRequest request) {
    try {
      return Long.parseLong(
          Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH)).orElse("0"));
    } catch (NumberFormatException malformed) {
      return 0;
    }
  }
}
