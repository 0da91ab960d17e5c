package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.Operations;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets pages of every origin make the calls that need no key (CORS), and answers the preflights for
 * them. A key has no place in a browser, so calls with one are left to Quarkus' own settings.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Browsers implements Handler<RoutingContext> {

  private static final String EVERYTHING = "*";
  private static final String SECONDS_TO_REMEMBER = "3600";

  private final Operations operations;

  Browsers(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    String wanted = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    boolean preflight = request.method().equals(HttpMethod.OPTIONS) && wanted != null;
    String method = preflight ? wanted : request.method().name();
    if (!request.headers().contains(HttpHeaders.ORIGIN)
        || response.headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)
        || !needsNoKey(method, context.normalizedPath())) {
      context.next();
      return;
    }
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, EVERYTHING);
    if (!preflight) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EVERYTHING);
      context.next();
      return;
    }
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, method);
    String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    if (headers != null) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
    }
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS_TO_REMEMBER)
        .setStatusCode(204)
        .end();
  }

  private boolean needsNoKey(String method, String path) {
    return operations
        .find(method, path)
        .match()
        .filter(match -> match.operation().scheme().isEmpty())
        .isPresent();
  }
}
