package dev.clearcut.access;

import dev.clearcut.problem.Problems;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Turns away, before its body is read, who calls the service more often than is allowed. The
 * headers are those of the IETF draft "RateLimit header fields for HTTP".
 */
class RateLimiting {

  private static final String POLICY = "caller";

  private final AccessConfig.RateLimit limit;
  private final Buckets buckets;
  private final CurrentCaller caller;

  RateLimiting(AccessConfig config, Buckets buckets, CurrentCaller caller) {
    this.limit = config.rateLimit();
    this.buckets = buckets;
    this.caller = caller;
  }

  @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
  void limit(ResourceInfo call, RoutingContext context) {
    if (buckets.unlimited() || !isOfTheService(call)) {
      return;
    }
    ConsumptionProbe probe = buckets.take(who(context));
    HttpServerResponse response = context.response();
    response.putHeader(
        "RateLimit-Policy",
        "\"%s\";q=%d;w=%d".formatted(POLICY, limit.requests(), limit.per().toSeconds()));
    response.putHeader(
        "RateLimit",
        "\"%s\";r=%d;t=%d"
            .formatted(
                POLICY, probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
    if (!probe.isConsumed()) {
      throw Problems.TOO_MANY_REQUESTS.with(
          "You may make %d requests in %s. Come back when Retry-After says."
              .formatted(limit.requests(), limit.per()),
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /** Only its calls need roles. */
  private static boolean isOfTheService(ResourceInfo call) {
    return call.getResourceMethod().isAnnotationPresent(RolesAllowed.class);
  }

  private String who(RoutingContext context) {
    return caller.isAnonymous()
        ? "address:" + context.request().remoteAddress().hostAddress()
        : caller.id();
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
  }
}
