package dev.clearcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Replica;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application in processes of its own, over one PostgreSQL; the emulator of this JVM
 * is the vendor. However they die and however many they are, nothing is bought twice.
 */
@QuarkusTest
class ReplicasIT {

  /** Longer than it takes to bring all photos of the test to their steps. */
  private static final String HELD = "PT6S";

  @TempDir Path folder;

  private final String account = "replicas-" + UUID.randomUUID();
  private final List<Replica> replicas = new ArrayList<>();
  private EmbeddedPostgres postgres;

  /** A photo, and where its job is held when the process is killed. */
  private record Held(byte[] photo, String fault) {

    String id() {
      return DigestUtils.sha256Hex(photo).substring(0, 32);
    }
  }

  @BeforeEach
  void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterEach
  void stop() throws IOException {
    replicas.forEach(Replica::close);
    postgres.close();
    RestAssured.given().delete("/mock/faults");
  }

  @Test
  void aProcessThatIsKilledAtAnyStepGoesOnAfterItsRestartAndPaysNothingTwice() {
    Replica first = replica();
    List<Held> jobs =
        Stream.of("upload", "process", "getPublicUrl", "getPublicFile")
            .flatMap(step -> Stream.of("before", "after").map(phase -> hold(step, phase)))
            .toList();
    jobs.forEach(
        job ->
            post(first.given().header("Prefer", "respond-async"), job.photo())
                .then()
                .statusCode(202));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> jobs.stream().allMatch(job -> Emulator.fired(job.fault()) == 1));

    first.kill();
    Replica second = replica();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> jobs.forEach(job -> ready(second, job.id())));
    assertThat(Emulator.charges(account)).isEqualTo(jobs.size());
    assertThat(
            jobs.stream()
                .map(job -> get(second, job.id()).jsonPath().getString("credits"))
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(Emulator.charged(account));
  }

  @Test
  void thePhotoThatIsSentToTwoReplicasAtOnceIsBoughtOnceEachTime() {
    List<Replica> both = List.of(replica(), replica());
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Void>> races =
          Stream.generate(Photos::unseenCoffee)
              .limit(50)
              .map(photo -> race(both, photo, callers))
              .toList();
      races.forEach(CompletableFuture::join);
    } finally {
      callers.shutdown();
    }

    assertThat(Emulator.charges(account)).isEqualTo(50);
  }

  @Test
  void aProcessThatIsToldToStopFinishesWhatItIsMaking() throws SQLException {
    Replica replica = replica();
    Held job = hold("process", "after");
    post(replica.given().header("Prefer", "respond-async"), job.photo()).then().statusCode(202);
    await().atMost(Duration.ofSeconds(20)).until(() -> Emulator.fired(job.fault()) == 1);

    replica.close();

    assertThat(status(job.id())).isEqualTo("READY");
    assertThat(Emulator.charges(account)).isEqualTo(1);
  }

  private String status(String cutoutId) throws SQLException {
    try (Connection database = postgres.getPostgresDatabase().getConnection();
        Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select status from rendition where cutout_id = '%s'".formatted(cutoutId))) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static CompletableFuture<Void> race(
      List<Replica> both, byte[] photo, ExecutorService callers) {
    List<CompletableFuture<Response>> answers =
        both.stream()
            .map(
                replica ->
                    CompletableFuture.supplyAsync(() -> post(replica.given(), photo), callers))
            .toList();
    return answers
        .get(0)
        .thenAcceptBoth(
            answers.get(1),
            (one, other) -> {
              assertThat(one.statusCode()).isBetween(200, 201);
              assertThat(other.statusCode()).isBetween(200, 201);
              assertThat(one.<String>path("variants[0].delivered.sha256"))
                  .isEqualTo(other.path("variants[0].delivered.sha256"));
            });
  }

  private Held hold(String step, String phase) {
    byte[] photo = Photos.unseenCoffee();
    String fault =
        "{'operation': '%s', 'account': '%s', 'object': 'clearcut/%s/*', 'phase': '%s',"
            + " 'delay': '%s', 'times': 1}";
    return new Held(
        photo,
        Emulator.fault(fault.formatted(step, account, DigestUtils.sha256Hex(photo), phase, HELD)));
  }

  private static Response post(RequestSpecification request, byte[] photo) {
    return request
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts");
  }

  private static void ready(Replica replica, String id) {
    get(replica, id).then().statusCode(200).body("status", equalTo("ready"));
  }

  private static Response get(Replica replica, String id) {
    return replica.given().get("/cutouts/{id}", id);
  }

  private Replica replica() {
    String vendor = "http://localhost:" + RestAssured.port;
    Replica replica =
        Replica.start(
            Map.ofEntries(
                Map.entry(
                    "quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres")),
                Map.entry("quarkus.datasource.username", "postgres"),
                Map.entry("quarkus.rest-client.backgroundcut.url", vendor),
                Map.entry("quarkus.rest-client.backgroundcut-public.url", vendor),
                Map.entry("clearcut.backgroundcut.api-key", account),
                Map.entry("clearcut.storage.directory", folder.resolve("objects").toString()),
                Map.entry("clearcut.access.open", "true"),
                Map.entry("clearcut.claims.lease", "PT3S"),
                Map.entry("clearcut.claims.renew-every", "PT1S"),
                Map.entry("clearcut.claims.sweep-every", "1s"),
                Map.entry("clearcut.claims.grace", "PT10S")),
            Path.of("target/replica-%d.log".formatted(replicas.size())));
    replicas.add(replica);
    return replica;
  }
}
