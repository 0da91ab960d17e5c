package dev.clearcut.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;

/**
 * The service as in production: a PostgreSQL that flushes to the disk, keys, limits. Its vendor is
 * the emulator.
 */
final class Stack implements AutoCloseable {

  static final String KEY = "benchmark-of-the-service";
  static final String AUTHORIZATION = "Bearer " + KEY;

  /** So many requests that nobody is turned away, and yet all are counted. */
  private static final String PLENTY = "1000000000";

  /** What the images start the JVM with. */
  static final List<String> OF_THE_IMAGE =
      List.of("-XX:+UseSerialGC", "-Xms32m", "-XX:TrimNativeHeapInterval=5000");

  private final Path objects;
  private final EmbeddedPostgres postgres;
  private final Server emulator;
  private final Server service;

  /**
   * @param options of the service's JVM
   */
  Stack(String... options) throws IOException, InterruptedException {
    this(Server.RENDER_EACH_TIME, false, options);
  }

  private Stack(String vendorOption, boolean counting, String... options)
      throws IOException, InterruptedException {
    objects = Files.createTempDirectory(Benchmark.FOLDER.toAbsolutePath(), "objects-");
    EmbeddedPostgres.Builder database = EmbeddedPostgres.builder().setServerConfig("fsync", "on");
    if (counting) {
      database.setServerConfig("shared_preload_libraries", "pg_stat_statements");
    }
    postgres = database.start();
    emulator = Server.emulator(Server.java(), "-Xmx512m", vendorOption);
    service = replica(options);
  }

  /** Its vendor remembers what it made once, and its database counts statements. */
  static Stack counting(String... options) throws IOException, InterruptedException {
    return new Stack(Server.REMEMBER_ALL, true, options);
  }

  /** Of a {@link #counting} stack: how often statements were executed so far, by their text. */
  Statements statements() {
    return new Statements(postgres.getPostgresDatabase());
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres")),
        Map.entry("quarkus.datasource.username", "postgres"),
        Map.entry("quarkus.rest-client.backgroundcut.url", emulator.url()),
        Map.entry("clearcut.backgroundcut.api-key", "service"),
        Map.entry("clearcut.storage.directory", objects.toString()),
        Map.entry("clearcut.access.keys.benchmark.sha256", DigestUtils.sha256Hex(KEY)),
        Map.entry("clearcut.access.keys.benchmark.roles", "operator"),
        Map.entry("clearcut.access.rate-limit.requests", PLENTY),
        Map.entry("dev.clearcut.backgroundcut.VendorLimits/allCalls/RateLimit/value", PLENTY));
  }

  /** One more service on the same database and store, started as the image starts it. */
  Server replica(String... options) throws IOException, InterruptedException {
    return replica(
        Server.java(),
        Stream.concat(OF_THE_IMAGE.stream(), Stream.of(options)).toArray(String[]::new));
  }

  /** One more service on the same database and store. */
  Server replica(Path java, String... options) throws IOException, InterruptedException {
    return Server.service(java, settings(), options);
  }

  Server emulator() {
    return emulator;
  }

  Server service() {
    return service;
  }

  @Override
  public void close() throws IOException {
    service.close();
    emulator.close();
    postgres.close();
    FileUtils.deleteDirectory(objects.toFile());
  }
}
