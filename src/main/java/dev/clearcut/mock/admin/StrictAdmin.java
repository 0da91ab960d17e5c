package dev.clearcut.mock.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.mock.contract.Documents;
import dev.clearcut.strict.DescribedCalls;
import dev.clearcut.strict.RequestHead;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses what comes with a call of the admin API and is not in its description: a verification
 * with a misspelt filter would pass by accident. It stands before the resources, so that nothing is
 * read of what is refused.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class StrictAdmin {

  private static final String PATHS = "/mock/*";

  /** Before the routes of the service, which are there in dev mode and in the sandbox. */
  private static final int ORDER = -250;

  /** The longest body: 1 MiB. */
  private static final long LONGEST = 1024 * 1024;

  private static final int TOO_LARGE = 413;
  private static final String ACCOUNT = "account";
  private static final Pattern ACCOUNT_IN_PATH = Pattern.compile("/mock/accounts/([^/]+).*");

  private final DescribedCalls calls = new DescribedCalls(Documents.read(Documents.ADMIN));
  private final ObjectMapper json;

  StrictAdmin(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Router router) {
    router.route(PATHS).order(ORDER).handler(this::check);
    router
        .route(PATHS)
        .order(ORDER + 1)
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST))
        .failureHandler(this::fail);
    router.route(PATHS).order(ORDER + 2).handler(this::checkBody);
  }

  private void check(RoutingContext call) {
    Optional<HttpProblem> problem =
        RequestHead.refusal(call.request(), LONGEST)
            .map(refusal -> AdminProblems.of(refusal.status(), refusal.sentence()))
            .or(() -> objection(call).map(AdminProblems::invalid));
    if (problem.isPresent()) {
      answer(call, problem.get());
    } else {
      call.next();
    }
  }

  private Optional<String> objection(RoutingContext call) {
    HttpServerRequest request = call.request();
    Map<String, List<String>> query = new TreeMap<>();
    call.queryParams().names().forEach(name -> query.put(name, call.queryParams().getAll(name)));
    return calls
        .objection(request.method().name(), request.path(), query, false)
        .or(
            () ->
                accounts(request.path(), query)
                    .map(AdminProblems::badAccount)
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  /** Clients that always send JSON send an empty object where there is nothing to say. */
  private void checkBody(RoutingContext call) {
    String body = Objects.requireNonNullElse(call.body().asString(), "").strip();
    Optional<String> objection =
        !isForm(call) && (body.isEmpty() || body.equals("{}"))
            ? Optional.empty()
            : calls.objection(
                call.request().method().name(), call.request().path(), Map.of(), true);
    if (objection.isPresent()) {
      answer(call, AdminProblems.invalid(objection.get()));
    } else {
      call.next();
    }
  }

  /** Of a form, the handler keeps no body. */
  private static boolean isForm(RoutingContext call) {
    String type = call.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith("multipart/") && RequestHead.hasBody(call.request());
  }

  /** The names of accounts in an address. */
  private static Stream<String> accounts(String path, Map<String, List<String>> query) {
    Matcher inPath = ACCOUNT_IN_PATH.matcher(path);
    return Stream.concat(
        query.getOrDefault(ACCOUNT, List.of()).stream(),
        inPath.matches() ? Stream.of(decoded(inPath.group(1))) : Stream.empty());
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return segment;
    }
  }

  private void fail(RoutingContext call) {
    if (call.statusCode() == TOO_LARGE && !call.response().headWritten()) {
      answer(call, AdminProblems.of(TOO_LARGE, RequestHead.tooLarge(LONGEST)));
    } else {
      call.next();
    }
  }

  private void answer(RoutingContext call, HttpProblem problem) {
    try {
      call.response()
          .setStatusCode(problem.getStatusCode())
          .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
          .end(json.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a problem", e);
    }
  }
}
