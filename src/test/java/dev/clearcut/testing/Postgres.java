package dev.clearcut.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The application on what it has in production, a PostgreSQL and a store that speaks S3, both
 * started in this process's name, without Docker. Each of them can go away.
 */
public class Postgres implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.datasource.db-kind",
        "postgresql",
        "quarkus.hibernate-orm.database.start-offline",
        "true");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Server.class), new TestResourceEntry(Store.class));
  }

  /** What the application has to know of a server. */
  public static Map<String, String> settings(EmbeddedPostgres postgres) {
    return Map.of(
        "quarkus.datasource.jdbc.url",
        postgres.getJdbcUrl("postgres", "postgres"),
        "quarkus.datasource.username",
        "postgres");
  }

  /** The database, on a port of its own; a test has it in a field of this type. */
  public static class Server implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgres postgres;
    private Gate gate;

    @Override
    public Map<String, String> start() {
      try {
        postgres = EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      gate = Gate.to(postgres.getPort());
      Map<String, String> settings = new HashMap<>(settings(postgres));
      settings.put(
          "quarkus.datasource.jdbc.url",
          "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(gate.port()));
      return settings;
    }

    @Override
    public void inject(TestInjector tests) {
      tests.injectIntoFields(this, new TestInjector.MatchesType(Server.class));
    }

    /** Cuts all connections to the database, and lets none through, while the work is done. */
    public void awayDuring(Runnable work) {
      gate.shutDuring(work);
    }

    @Override
    public void stop() {
      gate.close();
      try {
        postgres.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The store, on a port of its own; a test has it in a field of this type. */
  public static class Store implements QuarkusTestResourceLifecycleManager {

    private S3Server server;

    @Override
    public Map<String, String> start() {
      server = S3Server.start();
      return server.settings();
    }

    @Override
    public void inject(TestInjector tests) {
      tests.injectIntoFields(this, new TestInjector.MatchesType(Store.class));
    }

    /** The names of the objects that were read so far, in order. */
    public List<String> reads() {
      return server.reads();
    }

    /** A client of it, for what is not the application's. */
    public S3Client client() {
      return server.client();
    }

    /** Stops the store while the work is done. */
    public void awayDuring(Runnable work) {
      server.awayDuring(work);
    }

    @Override
    public void stop() {
      server.stop();
    }
  }
}
