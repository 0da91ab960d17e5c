package dev.clearcut.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.strict.EarlyAnswers;
import dev.clearcut.strict.LimitedBody;
import dev.clearcut.strict.RequestHead;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Refuses, with a sentence, a body that is larger than the limit, before reading it when its head
 * says so, and what else of a head is not understood.
 */
@ApplicationScoped
class BodyLimit {

  /** Before everything that answers. */
  private static final int FIRST = -390;

  /** Just before the stock limit (-2), which answers without a body. */
  private static final int ORDER = -3;

  /** Just behind the stock limit. */
  private static final int AFTER = -1;

  private final Optional<MemorySize> longest;
  private final ObjectMapper json;

  BodyLimit(VertxHttpConfig config, ObjectMapper json) {
    this.longest = config.limits().maxBodySize();
    this.json = json;
  }

  void register(@Observes Router router) {
    long limit = longest.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    router.route().order(FIRST).handler(new EarlyAnswers(limit));
    router.route().order(ORDER).handler(call -> check(call, limit));
    longest.ifPresent(set -> router.route().order(AFTER).handler(call -> takeOver(call, limit)));
  }

  /**
   * Counts a body whose length nobody knows here: the stock limit would end it without a sentence,
   * and so is only a second line behind this one.
   */
  @ServerRequestFilter
  void count(ContainerRequestContext call, ResourceInfo resource, RoutingContext context) {
    if (longest.isPresent()
        && RequestHead.isChunked(context.request())
        && resource.getResourceMethod().isAnnotationPresent(RolesAllowed.class)) {
      long limit = longest.get().asLongValue();
      call.setEntityStream(
          new LimitedBody(
              call.getEntityStream(),
              limit,
              () -> Problems.TOO_LARGE.with(RequestHead.tooLarge(limit))));
    }
  }

  private static void takeOver(RoutingContext call, long limit) {
    if (RequestHead.isChunked(call.request())) {
      call.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, 2 * limit);
    }
    call.next();
  }

  private void check(RoutingContext call, long limit) {
    Optional<RequestHead.Refusal> refusal = RequestHead.refusal(call.request(), limit);
    if (refusal.isEmpty()) {
      call.next();
      return;
    }
    HttpProblem problem = ofStatus(refusal.get().status()).with(refusal.get().sentence());
    call.response()
        .setStatusCode(problem.getStatusCode())
        .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
        .end(write(problem));
  }

  private static Problems ofStatus(int status) {
    return Stream.of(Problems.UNKNOWN_ENCODING, Problems.UNKNOWN_EXPECTATION, Problems.TOO_LARGE)
        .filter(problem -> problem.status() == status)
        .findFirst()
        .orElseThrow();
  }

  private String write(HttpProblem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
