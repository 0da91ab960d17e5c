package dev.clearcut;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.Fault;
import dev.clearcut.harness.FaultBuilder;
import dev.clearcut.testing.JarProcess;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Packaged;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Receiver;
import dev.clearcut.testing.Stack;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The packaged application in processes of its own, over one PostgreSQL and one S3, with the
 * packaged emulator as the vendor. However they die and however many they are, nothing is bought
 * twice. A replica that lives on after a test is there for the next.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the replicas of ReplicasIT")
@TestInstance(Lifecycle.PER_CLASS)
class ReplicasIT {

  /** Longer than the lease, the renewal and the grace of {@link #replica()} together. */
  private static final Duration HELD = Duration.ofSeconds(12);

  /** {@code true}: settings as delivered, and a call of two minutes, killed after 50 seconds. */
  private static final boolean AS_DELIVERED = Boolean.getBoolean("clearcut.replicas.as-delivered");

  private final Emulator vendor = Packaged.emulator().account("replicas-" + UUID.randomUUID());
  private final List<JarProcess> alive = new ArrayList<>();
  private Stack stack;

  /** A photo, and where its job is held when the process is killed. */
  private record Held(byte[] photo, Fault fault) {

    String id() {
      return DigestUtils.sha256Hex(photo).substring(0, 32);
    }
  }

  @BeforeAll
  void start() {
    stack = Stack.start(vendor.url(), vendor.key());
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @BeforeEach
  void forgetTheLastTest() {
    vendor.reset();
  }

  @AfterEach
  void clearFaults() {
    vendor.clearFaults();
    vendor.calls().violatedNothing();
  }

  @Test
  void aProcessThatIsKilledAtAnyStepGoesOnAfterItsRestartAndPaysNothingTwice() {
    JarProcess first = replicas(1).get(0);
    List<Held> jobs =
        Stream.of("upload", "process", "getPublicUrl", "getPublicFile")
            .flatMap(step -> Stream.of("before", "after").map(phase -> hold(step, phase)))
            .toList();
    jobs.forEach(
        job ->
            post(stack.given(first).header("Prefer", "respond-async"), job.photo())
                .then()
                .statusCode(202));
    await().until(() -> jobs.stream().allMatch(job -> job.fault().fired() == 1));

    kill(first);
    JarProcess second = replicas(1).get(0);

    await().untilAsserted(() -> jobs.forEach(job -> ready(second, job.id())));
    assertThat(vendor.ledger()).hasSize(jobs.size());
    assertThat(
            jobs.stream()
                .map(job -> get(second, job.id()).jsonPath().getString("credits"))
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(vendor.charged());
  }

  @Test
  void aCallThatOutlivesItsReplicaIsPaidOnceAndItsResultFetchedByAnother() {
    List<JarProcess> both = replicas(2);
    JarProcess first = both.get(0);
    JarProcess second = both.get(1);
    byte[] photo = Photos.unseenCup();
    Fault slow = vendor.on("process").once().work(AS_DELIVERED ? Duration.ofSeconds(120) : HELD);
    post(stack.given(first).header("Prefer", "respond-async"), photo).then().statusCode(202);
    await()
        .pollDelay(AS_DELIVERED ? Duration.ofSeconds(50) : Duration.ZERO)
        .until(() -> slow.fired() == 1);

    kill(first);

    String id = DigestUtils.sha256Hex(photo).substring(0, 32);
    await().untilAsserted(() -> ready(second, id));
    assertThat(vendor.ledger()).hasSize(1);
    get(second, id).then().body(field("variants[0].attempts", equalTo(1)));
  }

  @Test
  void thePhotoThatIsSentToTwoReplicasAtOnceIsBoughtOnceEachTime() {
    List<JarProcess> both = replicas(2);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Void>> races =
          Stream.generate(Photos::unseenCup)
              .limit(30)
              .map(photo -> race(both, photo, callers))
              .toList();
      races.forEach(CompletableFuture::join);
    } finally {
      callers.shutdown();
    }

    assertThat(vendor.ledger()).hasSize(30);
  }

  @Test
  void theSelectionThatTwoReplicasStartAtOnceIsChargedOnceAndTheLastPointsWin() {
    List<JarProcess> both = List.of(replica(), replica());
    byte[] photo = Photos.unseenCup();
    String id = DigestUtils.sha256Hex(photo).substring(0, 32);
    ExecutorService callers = Executors.newFixedThreadPool(20);
    try {
      List<CompletableFuture<Integer>> starts =
          both.stream()
              .map(
                  replica ->
                      CompletableFuture.supplyAsync(
                          () ->
                              stack
                                  .given(replica)
                                  .multiPart("image", "photo.jpg", photo)
                                  .post("/selections")
                                  .statusCode(),
                          callers))
              .toList();
      assertThat(starts.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 201);
      List<CompletableFuture<Integer>> points =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> point(both.get(i % 2), id, 20 + 5 * i), callers))
              .toList();
      assertThat(points.stream().map(CompletableFuture::join)).containsOnly(200);
    } finally {
      callers.shutdown();
    }

    assertThat(vendor.ledger()).hasSize(1);
    assertThat(vendor.calls("segment").count()).isEqualTo(20);
    stack
        .given(both.get(0))
        .get("/selections/{id}", id)
        .then()
        .body(field("revision", equalTo(20)));
  }

  private int point(JarProcess replica, String id, int x) {
    return stack
        .given(replica)
        .contentType(ContentType.JSON)
        .body("{\"keep\": [{\"x\": %d, \"y\": 40}]}".formatted(x))
        .put("/selections/{id}/points", id)
        .statusCode();
  }

  @Test
  void aMessageWhoseSenderIsKilledIsSentByTheNextOne() {
    CountDownLatch killed = new CountDownLatch(1);
    try (Receiver receiver = Receiver.start()) {
      JarProcess first = replicas(1).get(0);
      String made =
          stack
              .given(first)
              .contentType(ContentType.JSON)
              .body("{\"url\": \"%s\", \"events\": [\"cutout.ready\"]}".formatted(receiver.url()))
              .post("/webhooks")
              .then()
              .statusCode(201)
              .extract()
              .asString();
      receiver.answers(
          message -> {
            awaitUninterruptibly(killed);
            return Receiver.CUT;
          });
      post(stack.given(first), Photos.unseenCup()).then().statusCode(201);
      await().until(() -> receiver.messages().size() == 1);

      kill(first);
      receiver.answers(Receiver.Answer.of(204));
      killed.countDown();
      JarProcess second = replicas(1).get(0);

      await().until(() -> receiver.messages().size() == 2);
      assertThat(receiver.messages())
          .extracting(Receiver.Message::id)
          .containsOnly(receiver.messages().get(0).id());
      receiver.messages().get(1).verify(Json.at(made, "secret"));
      String webhook = Json.at(made, "id");
      await()
          .untilAsserted(
              () ->
                  stack
                      .given(second)
                      .get("/webhooks/{id}/deliveries", webhook)
                      .then()
                      .body(field("deliveries[0].status", equalTo("delivered"))));
      stack.given(second).delete("/webhooks/{id}", webhook).then().statusCode(204);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aProcessThatIsToldToStopFinishesWhatItIsMaking() throws SQLException {
    JarProcess replica = replicas(1).get(0);
    Held job = hold("process", "after");
    post(stack.given(replica).header("Prefer", "respond-async"), job.photo())
        .then()
        .statusCode(202);
    await().until(() -> job.fault().fired() == 1);

    close(replica);

    assertThat(status(job.id())).isEqualTo("READY");
    assertThat(vendor.ledger()).hasSize(1);
  }

  private String status(String cutoutId) throws SQLException {
    try (Connection database = stack.database().getConnection();
        Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select status from rendition where cutout_id = '%s'".formatted(cutoutId))) {
      return row.next() ? row.getString(1) : null;
    }
  }

  @Test
  void eachReplicaServesWhatTheOtherMade() {
    List<JarProcess> both = replicas(2);
    JarProcess one = both.get(0);
    JarProcess other = both.get(1);
    byte[] photo = Photos.unseenCup();
    String id = DigestUtils.sha256Hex(photo).substring(0, 32);

    post(stack.given(one), photo).then().statusCode(201);
    stack
        .given(other)
        .contentType(ContentType.JSON)
        .body("{\"presets\": [\"amazon\"]}")
        .post("/cutouts/{id}/variants", id)
        .then()
        .statusCode(201);

    assertThat(bytes(one, "/cutouts/%s/source".formatted(id)))
        .isEqualTo(bytes(other, "/cutouts/%s/source".formatted(id)))
        .isEqualTo(photo);
    for (String name : List.of("preview", "amazon")) {
      String path = "/cutouts/%s/variants/%s".formatted(id, name);
      byte[] bytes = bytes(one, path);
      assertThat(bytes).isEqualTo(bytes(other, path));
      get(other, id)
          .then()
          .body(
              "variants.find { it.name == '%s' }.delivered.sha256".formatted(name),
              equalTo(DigestUtils.sha256Hex(bytes)));
    }
    assertThat(vendor.ledger()).hasSize(2);
  }

  private byte[] bytes(JarProcess replica, String path) {
    return stack.given(replica).get(path).then().statusCode(200).extract().asByteArray();
  }

  private CompletableFuture<Void> race(
      List<JarProcess> both, byte[] photo, ExecutorService callers) {
    List<CompletableFuture<Response>> answers =
        both.stream()
            .map(
                replica ->
                    CompletableFuture.supplyAsync(() -> post(stack.given(replica), photo), callers))
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
    byte[] photo = Photos.unseenCup();
    FaultBuilder fault =
        vendor.on(step).once().naming("clearcut/%s/*".formatted(DigestUtils.sha256Hex(photo)));
    if (phase.equals("after")) {
      fault.afterTheCharge();
    }
    return new Held(photo, fault.delay(HELD));
  }

  private static Response post(RequestSpecification request, byte[] photo) {
    return request
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts");
  }

  private void ready(JarProcess replica, String id) {
    get(replica, id).then().statusCode(200).body(field("status", equalTo("ready")));
  }

  private Response get(JarProcess replica, String id) {
    return stack.given(replica).get("/cutouts/{id}", id);
  }

  /** So many and no more: those that live already, and new ones. */
  private List<JarProcess> replicas(int count) {
    List.copyOf(alive).stream().skip(count).forEach(this::close);
    while (alive.size() < count) {
      alive.add(replica());
    }
    return List.copyOf(alive);
  }

  private void kill(JarProcess replica) {
    alive.remove(replica);
    replica.kill();
  }

  private void close(JarProcess replica) {
    alive.remove(replica);
    replica.close();
  }

  private JarProcess replica() {
    Map<String, String> settings = new HashMap<>();
    settings.put("clearcut.webhooks.http", "true");
    settings.put("clearcut.webhooks.private-hosts", "localhost");
    if (!AS_DELIVERED) {
      settings.put("clearcut.work.lease", "PT4S");
      settings.put("clearcut.claims.sweep-every", "1s");
      settings.put("clearcut.claims.grace", "PT2S");
      settings.put("clearcut.work.shutdown-patience", "PT5M");
    }
    return stack.replica(settings);
  }
}
