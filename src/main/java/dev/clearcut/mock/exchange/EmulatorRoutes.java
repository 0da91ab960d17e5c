package dev.clearcut.mock.exchange;

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
public class EmulatorRoutes {

  /** The paths of the emulator. */
  public static final List<String> PATHS = List.of("/v3/*", "/pub/*");

  /** After CORS (-300), so that browsers may read errors, and before everything about users. */
  private static final int ORDER = -250;

  /** Of a route that sees the calls when all is known of them, and nothing is done yet. */
  public static final int BEFORE_THE_WORK = ORDER + 1;

  /** Before everything that answers. */
  private static final int FIRST = -390;

  private final EarlyAnswers rest;
  private final Browsers browsers;
  private final Arrivals arrivals;
  private final Bodies bodies;
  private final Inspection inspection;
  private final Failures failures;

  EmulatorRoutes(
      VertxHttpConfig config,
      Browsers browsers,
      Arrivals arrivals,
      Bodies bodies,
      Inspection inspection,
      Failures failures) {
    this.rest =
        new EarlyAnswers(
            config.limits().maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE));
    this.browsers = browsers;
    this.arrivals = arrivals;
    this.bodies = bodies;
    this.inspection = inspection;
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
          .failureHandler(failures);
    }
  }
}
