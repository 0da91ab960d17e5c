package dev.clearcut.document;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Serves the service's document as it is written, and as the JSON that the build makes of it.
 * Nothing is read of it before somebody asks.
 */
@ApplicationScoped
class DocumentRoute {

  static final String JSON = "/document/clearcut.json";

  private static final String YAML = "/document/clearcut.yaml";
  private static final String TYPE_OF_JSON = "application/json";

  void routes(@Observes Router router) {
    router
        .routeWithRegex("/q/openapi(\\.(json|ya?ml))?")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .blockingHandler(DocumentRoute::serve);
  }

  private static void serve(RoutingContext call) {
    boolean json = isForJson(call);
    try (InputStream file = DocumentRoute.class.getResourceAsStream(json ? JSON : YAML)) {
      call.response()
          .putHeader(
              HttpHeaders.CONTENT_TYPE,
              (json ? TYPE_OF_JSON : "application/yaml") + ";charset=UTF-8")
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
          .end(Buffer.buffer(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isForJson(RoutingContext call) {
    String accept = call.request().getHeader(HttpHeaders.ACCEPT);
    return call.request().path().endsWith(".json")
        || "json".equalsIgnoreCase(call.request().getParam("format"))
        || accept != null && accept.contains(TYPE_OF_JSON);
  }
}
