package dev.clearcut.devservices;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** An application whose source is changed. */
@ApplicationScoped
class Word {

  void routes(@Observes Router router) {
    router.get("/word").handler(call -> call.end("before"));
  }
}
