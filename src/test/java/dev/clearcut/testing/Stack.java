package dev.clearcut.testing;

import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Clearcut as it runs in production, on the loopback interface: replicas of the packaged
 * application over one PostgreSQL and one store that speaks S3, closed to whoever has no key.
 */
public final class Stack implements AutoCloseable {

  /** In this JVM: the replicas of two stacks write no log together. */
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final EmbeddedPostgres postgres;
  private final S3Server store;
  private final String key = UUID.randomUUID().toString();
  private final Map<String, String> settings = new HashMap<>();
  private final List<JarProcess> replicas = new ArrayList<>();

  private Stack(EmbeddedPostgres postgres, S3Server store, URI vendor, String account) {
    this.postgres = postgres;
    this.store = store;
    settings.putAll(Postgres.settings(postgres));
    settings.putAll(store.settings());
    settings.put("quarkus.rest-client.backgroundcut.url", vendor.toString());
    settings.put("clearcut.backgroundcut.api-key", account);
    settings.put("clearcut.access.keys.stack.sha256", DigestUtils.sha256Hex(key));
    settings.put("clearcut.access.keys.stack.roles", "operator");
  }

  /**
   * Starts database and store; no replica yet.
   *
   * @param account the key with which the vendor is paid
   */
  public static Stack start(URI vendor, String account) {
    try {
      return new Stack(EmbeddedPostgres.start(), S3Server.start(), vendor, account);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts one more replica.
   *
   * @param more what an operator would set beside all that
   */
  public JarProcess replica(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    JarProcess replica =
        JarProcess.start(
            Packaged.service(),
            "/q/health/ready",
            all,
            Path.of("target/replica-%d.log".formatted(STARTED.incrementAndGet())));
    replicas.add(replica);
    return replica;
  }

  /** A request to a replica of someone who may do everything. */
  public RequestSpecification given(JarProcess replica) {
    return replica.given().header("X-API-Key", key);
  }

  /** What lets in whoever may do everything. */
  public String key() {
    return key;
  }

  /** The database of the replicas. */
  public DataSource database() {
    return postgres.getPostgresDatabase();
  }

  @Override
  public void close() {
    replicas.forEach(JarProcess::close);
    store.stop();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where everything is, and what lets in. */
  String description() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < replicas.size(); i++) {
      text.append(
          "Replica %d     %s, health and metrics at %s/q%n"
              .formatted(i + 1, replicas.get(i).url(), replicas.get(i).management()));
    }
    return text
        + """
          API key     %s (header X-API-Key)
        PostgreSQL    %s
        S3            %s/%s
          access key  %s
          secret key  %s
        """
            .formatted(
                key,
                postgres.getJdbcUrl("postgres", "postgres"),
                store.endpoint(),
                S3Server.BUCKET,
                S3Server.ACCESS_KEY,
                S3Server.SECRET_KEY);
  }
}
