package dev.clearcut.page;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hides the files of the page when it is switched off; they are answered as any unknown path. */
@ApplicationScoped
class PageSwitch {

  /** Before Quarkus' own route for files. */
  private static final int FIRST = -1000;

  private static final String FILES = "/(index\\.html|page(/.*)?)?";

  private final PageConfig config;

  PageSwitch(PageConfig config) {
    this.config = config;
  }

  void routes(@Observes Router router) {
    if (!config.enabled()) {
      router
          .routeWithRegex(FILES)
          .order(FIRST)
          .handler(context -> context.reroute("/the-page-is-switched-off"));
    }
  }
}
