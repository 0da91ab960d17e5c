package dev.clearcut.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says to a caller whom nobody knows why, and how to come in. */
class AccessProblems {

  private static final int BEFORE_THE_STOCK_MAPPERS = Priorities.AUTHENTICATION;

  private static final String HOW = " Send an API key or a token as \"Authorization: Bearer …\".";

  private final HttpAuthenticator authenticator;

  AccessProblems(HttpAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  @ServerExceptionMapper(priority = BEFORE_THE_STOCK_MAPPERS)
  Uni<Response> nobody(UnauthorizedException none, RoutingContext context) {
    return challenged("This call needs an API key or a token." + HOW, context);
  }

  @ServerExceptionMapper(priority = BEFORE_THE_STOCK_MAPPERS)
  Uni<Response> stranger(AuthenticationFailedException bad, RoutingContext context) {
    return challenged("The API key is not known here, or the token is not good." + HOW, context);
  }

  private Uni<Response> challenged(String detail, RoutingContext context) {
    return authenticator
        .getChallenge(context)
        .map(
            challenge -> {
              HttpProblem.Builder problem = Problems.NOT_AUTHENTICATED.builder(detail);
              challenge
                  .getHeaders()
                  .forEach((name, value) -> problem.withHeader(name.toString(), value));
              return problem.build().toResponse();
            });
  }
}
