package dev.clearcut.mock.standalone;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says on the standard output where the packaged emulator answers, in a line that a program can
 * read. With {@code quarkus.http.port=0} it is the only one who knows.
 */
@ApplicationScoped
@UnlessBuildProfile(anyOf = {"prod", "dev", "test"})
class ReadyLine {

  private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");

  /** In nanoseconds. */
  private static final long MOMENT = 1_000_000;

  private final String host;
  private final HttpServer server;

  ReadyLine(@ConfigProperty(name = "quarkus.http.host") String host, HttpServer server) {
    this.host = host;
    this.server = server;
  }

  void print(@ObservesAsync HttpServerStart started) {
    // In one piece: where both outputs go to one place, the log must not get in between.
    System.out.println(line(host, server::getPort));
  }

  /**
   * Each event loop opens the server. One of them says that it started, and one what its port is:
   * not always the same one, and then the port is not known for another moment.
   */
  static String line(String host, IntSupplier port) {
    int known = port.getAsInt();
    while (known < 0) {
      LockSupport.parkNanos(MOMENT);
      known = port.getAsInt();
    }
    String name = ALL_ADDRESSES.contains(host) ? "localhost" : host;
    return "BACKGROUNDCUT_EMULATOR_URL=http://" + name + ":" + known;
  }
}
