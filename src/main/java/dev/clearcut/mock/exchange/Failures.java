package dev.clearcut.mock.exchange;

import dev.clearcut.mock.account.Accounts;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.contract.VendorError;
import dev.clearcut.mock.contract.Violation;
import io.netty.handler.codec.DecoderException;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Gives failures of routes, which no resource ever sees, the vendor's form. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Failures implements Handler<RoutingContext> {

  private static final Logger LOG = Logger.getLogger(Failures.class);
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int UNEXPECTED = 500;
  private static final int OVERLOADED = 503;
  private static final long RETRY_AFTER_SECONDS = 5;

  private final Bodies bodies;
  private final Accounts accounts;
  private final Contract contract;
  private final HttpErrors http;
  private final ErrorBody errors;

  Failures(Bodies bodies, Accounts accounts, Contract contract, HttpErrors http, ErrorBody errors) {
    this.bodies = bodies;
    this.accounts = accounts;
    this.contract = contract;
    this.http = http;
    this.errors = errors;
  }

  @Override
  public void handle(RoutingContext context) {
    context.cancelAndCleanupFileUploads();
    HttpServerResponse response = context.response();
    Call call = CurrentCall.of(context);
    if (response.closed() || response.headWritten()) {
      if (call != null) {
        call.conclude(null);
      }
      return;
    }
    VendorError error = unauthorized(context).orElseGet(() -> describe(context));
    if (error.status() < UNEXPECTED && call != null) {
      call.violations(List.of(Violation.refused("", error.getMessage())));
    } else {
      LOG.errorf(context.failure(), "Cannot answer %s", context.normalizedPath());
    }
    errors.send(response, error);
  }

  /** A call without a good key is told so first, whatever else is wrong with it. */
  private Optional<VendorError> unauthorized(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    return Optional.ofNullable(Arrivals.match(context))
        .flatMap(match -> match.operation().scheme())
        .filter(scheme -> scheme.key(header).flatMap(accounts::find).isEmpty())
        .map(scheme -> contract.error(scheme.unauthorized()));
  }

  private VendorError describe(RoutingContext context) {
    int status = context.statusCode();
    if (status == TOO_LARGE) {
      return http.tooLarge(bodies.limit(context.request()));
    }
    if (context.failure() instanceof UnusableRequest unusable) {
      return contract.error(status, unusable.getMessage(), Map.of());
    }
    if (status == OVERLOADED) {
      return contract.error(Sentence.OVERLOADED, RETRY_AFTER_SECONDS);
    }
    if (status == BAD_REQUEST || context.failure() instanceof DecoderException) {
      return http.malformedForm();
    }
    return http.other(status < BAD_REQUEST ? UNEXPECTED : status);
  }
}
