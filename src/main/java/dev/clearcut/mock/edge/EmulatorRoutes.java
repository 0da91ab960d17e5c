package dev.clearcut.mock.edge;

import dev.clearcut.mock.fault.BeforeFaults;
import io.quarkus.arc.profile.UnlessBuildProfile;
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

  private final Arrivals arrivals;
  private final Bodies bodies;
  private final Inspection inspection;
  private final BeforeFaults faults;
  private final Failures failures;

  EmulatorRoutes(
      Arrivals arrivals,
      Bodies bodies,
      Inspection inspection,
      BeforeFaults faults,
      Failures failures) {
    this.arrivals = arrivals;
    this.bodies = bodies;
    this.inspection = inspection;
    this.faults = faults;
    this.failures = failures;
  }

  void register(@Observes Router router) {
    for (String path : PATHS) {
      router
          .route(path)
          .order(ORDER)
          .handler(arrivals)
          .handler(bodies)
          .handler(inspection)
          .handler(faults)
          .failureHandler(failures);
    }
  }
}
