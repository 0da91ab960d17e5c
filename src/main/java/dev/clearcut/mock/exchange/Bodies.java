package dev.clearcut.mock.exchange;

import dev.clearcut.strict.RequestHead;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.ServerLimitsConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads requests to their end: forms onto the disk, everything else into memory, each up to its
 * limit. The resources find both already there.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Bodies implements Handler<RoutingContext> {

  /** The longest body that is no form: 1 MiB. */
  private static final long LONGEST_IN_MEMORY = 1024 * 1024;

  private static final String FORM = "multipart/form-data";

  private final BodyHandler others =
      BodyHandler.create(false).setBodyLimit(LONGEST_IN_MEMORY).setMergeFormAttributes(false);
  private final ServerLimitsConfig limits;
  private final Path folder;

  Bodies(VertxHttpConfig config) {
    limits = config.limits();
    folder = Path.of(config.body().uploadsDirectory());
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<RequestHead.Refusal> refusal = RequestHead.refusal(request, limit(request));
    if (refusal.isPresent()) {
      context.fail(refusal.get().status(), new UnusableRequest(refusal.get().sentence()));
    } else if (request.isEnded() || !request.method().equals(HttpMethod.POST)) {
      context.next();
    } else if (isForm(request)) {
      new FormReading(context, folder, limits).begin();
    } else {
      others.handle(context);
    }
  }

  /** How long the body of a request may be, in bytes. */
  long limit(HttpServerRequest request) {
    return isForm(request)
        ? limits.maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE)
        : LONGEST_IN_MEMORY;
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
  }
}
