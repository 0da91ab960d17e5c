package dev.clearcut.mock.fault;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Lets calls go on to their resources whatever their clients do.
 *
 * <p>Quarkus REST drops the rest of a call when its connection is closed: it sets a handler for
 * that as soon as it knows the resource. Here the handler is taken away again in the same turn of
 * the event loop, which cannot notice in between that the client has gone.
 */
final class Onward {

  private Onward() {}

  /** To the next route. */
  static void next(RoutingContext context) {
    context.next();
    keep(context);
  }

  /** To whatever comes after the filter that had suspended the call. */
  static void resume(RoutingContext context, ResteasyReactiveContainerRequestContext request) {
    ResteasyReactiveRequestContext held =
        (ResteasyReactiveRequestContext) request.getServerRequestContext();
    held.resume(
        task -> {
          task.run();
          keep(context);
        });
  }

  private static void keep(RoutingContext context) {
    context.response().closeHandler(null);
  }
}
