package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.KeyScheme;
import dev.clearcut.mock.contract.Operations;
import dev.clearcut.mock.contract.Operations.Lookup;
import dev.clearcut.mock.contract.Operations.Match;
import dev.clearcut.mock.contract.VendorError;
import dev.clearcut.mock.contract.Violation;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Opens calls, and turns away those that are for no operation of the contract. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Arrivals implements Handler<RoutingContext> {

  private static final String MATCH = Match.class.getName();
  private static final int LONGEST_PATH = 200;

  private final Operations operations;
  private final Recorder recorder;
  private final ErrorBody errors;
  private final HttpErrors http;

  Arrivals(Operations operations, Recorder recorder, ErrorBody errors, HttpErrors http) {
    this.operations = operations;
    this.recorder = recorder;
    this.errors = errors;
    this.http = http;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.OPTIONS)) {
      context.next();
      return;
    }
    String path = context.normalizedPath();
    Lookup found = operations.find(method.name(), path);
    Call call = recorder.watch(context, withoutSecrets(path, found));
    CurrentCall.open(context, call);
    if (found.match().isPresent()) {
      context.put(MATCH, found.match().get());
      call.operation(found.match().get().operation().id());
      account(context).ifPresent(call::account);
      context.next();
    } else {
      VendorError error =
          found.allowed().isEmpty() ? http.unknownPath() : http.wrongMethod(found.allowed());
      call.violations(List.of(Violation.refused("", error.getMessage())));
      errors.send(context.response(), error);
    }
  }

  /** The operation that a request is for. */
  static Match match(RoutingContext context) {
    return context.get(MATCH);
  }

  /** The key in the header, whether or not it is let in. */
  private static Optional<String> account(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    return Arrays.stream(KeyScheme.values())
        .flatMap(scheme -> scheme.key(header).stream())
        .findFirst();
  }

  private static String withoutSecrets(String path, Lookup found) {
    String token = found.match().map(match -> match.path().get("token")).orElse(null);
    String shown = token == null ? path : path.replace(token, "{token}");
    return shown.length() <= LONGEST_PATH ? shown : shown.substring(0, LONGEST_PATH) + "…";
  }
}
