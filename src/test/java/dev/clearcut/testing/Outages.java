package dev.clearcut.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The application on PostgreSQL and S3, each of which can go away; leases and waits are short. */
public class Outages implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.datasource.db-kind", "postgresql",
        "quarkus.datasource.jdbc.acquisition-timeout", "1S",
        "clearcut.claims.lease", "PT2S",
        "clearcut.claims.renew-every", "PT0.5S");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Servers.class));
  }

  /** Both servers; a test has them in a field of this type. */
  public static class Servers implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgres postgres;
    private Gate gate;
    private S3Server store;

    @Override
    public Map<String, String> start() {
      try {
        postgres = EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      gate = Gate.to(postgres.getPort());
      store = S3Server.start();
      Map<String, String> settings = new HashMap<>(store.settings());
      settings.putAll(Postgres.settings(postgres));
      settings.put(
          "quarkus.datasource.jdbc.url",
          "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(gate.port()));
      return settings;
    }

    @Override
    public void inject(TestInjector tests) {
      tests.injectIntoFields(this, new TestInjector.MatchesType(Servers.class));
    }

    /** Cuts all connections to the database, and lets none through, while the work is done. */
    public void withoutDatabase(Runnable work) {
      gate.shutDuring(work);
    }

    /** Stops the store while the work is done. */
    public void withoutStore(Runnable work) {
      store.awayDuring(work);
    }

    @Override
    public void stop() {
      gate.close();
      store.stop();
      try {
        postgres.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
