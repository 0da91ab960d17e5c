package dev.clearcut.mock.edge;

import dev.clearcut.mock.fault.BeforeFaults;
import dev.clearcut.strict.EarlyAnswers;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Puts the emulator's handlers in front of its resources. None of them blocks a thread: what takes
 * time is done by timers, what needs the disk by workers.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class EmulatorRoutes {

  /** The paths of the emulator. */
  private static final List<String> PATHS = List.of("/v3/*", "/pub/*");

  /** After CORS (-300), so that browsers may read errors, and before everything about users. */
  private static final int ORDER = -250;

  /** Before everything that answers. */
  private static final int FIRST = -390;

  private final EarlyAnswers rest;
  private final Browsers browsers;
  private final Arrivals arrivals;
  private final Bodies bodies;
  private final Inspection inspection;
  private final BeforeFaults faults;
  private final Failures failures;

  EmulatorRoutes(
      VertxHttpConfig config,
      Browsers browsers,
      Arrivals arrivals,
      Bodies bodies,
      Inspection inspection,
      BeforeFaults faults,
      Failures failures) {
    this.rest =
        new EarlyAnswers(
            config.limits().maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE));
    this.browsers = browsers;
    this.arrivals = arrivals;
    this.bodies = bodies;
    this.inspection = inspection;
    this.faults = faults;
    this.failures = failures;
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(rest);
    for (String path : PATHS) {
      router
          .route(path)
          .order(ORDER)
          .handler(browsers)
          .handler(arrivals)
          .handler(bodies)
          .handler(inspection)
          .handler(faults)
          .failureHandler(failures);
    }
  }
}
