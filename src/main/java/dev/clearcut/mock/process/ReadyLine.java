package dev.clearcut.mock.process;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says on the standard output where the packaged emulator answers, in a line that a program can
 * read. With {@code quarkus.http.port=0} it is the only one who knows.
 */
@ApplicationScoped
@UnlessBuildProfile(anyOf = {"prod", "dev", "test"})
class ReadyLine {

  private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");

  private final String host;
  private final HttpServer server;

  ReadyLine(@ConfigProperty(name = "quarkus.http.host") String host, HttpServer server) {
    this.host = host;
    this.server = server;
  }

  void print(@ObservesAsync HttpServerStart started) {
    String name = ALL_ADDRESSES.contains(host) ? "localhost" : host;
    // In one piece: where both outputs go to one place, the log must not get in between.
    System.out.println("BACKGROUNDCUT_EMULATOR_URL=http://" + name + ":" + server.getPort());
  }
}
