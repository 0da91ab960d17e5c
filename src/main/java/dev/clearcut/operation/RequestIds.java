package dev.clearcut.operation;

import dev.clearcut.problem.Problems;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives every request an id: the caller's own when it is sane, else a new one. It is returned in
 * {@code X-Request-Id}, and stands in every log line and problem of the request.
 */
@ApplicationScoped
class RequestIds {

  static final String HEADER = "X-Request-Id";

  /** Before everything that answers. */
  private static final int ORDER = -400;

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  void register(@Observes Router router) {
    router.route().order(ORDER).handler(RequestIds::name);
  }

  private static void name(RoutingContext call) {
    String given = call.request().getHeader(HEADER);
    String id =
        given != null && SANE.matcher(given).matches() ? given : UUID.randomUUID().toString();
    MDC.put(Problems.REQUEST_ID, id);
    call.response().putHeader(HEADER, id);
    call.next();
  }
}
