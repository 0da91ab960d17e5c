package dev.clearcut;

import static dev.clearcut.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.FaultBuilder;
import dev.clearcut.testing.JarProcess;
import dev.clearcut.testing.Packaged;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Stack;
import io.restassured.http.ContentType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A batch on three replicas that are killed one after the other, beside a vendor that fails in
 * every way, before and after it is paid. At full size: {@code ./mvnw verify -Dtest=BatchesIT
 * -Dpackages.phase=process-test-classes -Dclearcut.batch.items=1000
 * -Dclearcut.batch.kill-every=20}.
 */
@Execution(ExecutionMode.CONCURRENT)
class BatchesIT {

  private static final int ITEMS = Integer.getInteger("clearcut.batch.items", 30);

  /** In seconds; 0: a replica is killed whenever a third of the items has ended. */
  private static final int KILL_EVERY = Integer.getInteger("clearcut.batch.kill-every", 0);

  private static final double FAULTS = 0.3;
  private static final long SEED = Long.getLong("clearcut.proof.seed", 1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Emulator vendor = Packaged.emulator().account("batches-" + UUID.randomUUID());
  private final Random random = new Random(SEED);
  private final List<JarProcess> replicas = new CopyOnWriteArrayList<>();
  private Stack stack;

  @BeforeEach
  void start() {
    vendor.credits(100_000);
    stack = Stack.start(vendor.url(), vendor.key());
    for (int i = 0; i < 3; i++) {
      replicas.add(replica());
    }
  }

  @AfterEach
  void stop() {
    stack.close();
    vendor.clearFaults();
    vendor.calls().violatedNothing();
  }

  /** Short where it only costs time, and longer than every paid call of the vendor's. */
  private JarProcess replica() {
    return stack.replica(
        Map.of(
            "clearcut.claims.grace", "PT2S",
            "clearcut.claims.sweep-every", "1s",
            "clearcut.claims.unseen-call-limit", "PT20S",
            "clearcut.work.lease", "PT4S",
            "clearcut.batches.pause", "PT1S"));
  }

  @Test
  void everyItemIsReadyAndPaidForOnceWhateverFailsAndWhoeverDies() throws Exception {
    String id = filled();
    faults();
    Watcher watcher = new Watcher(id);
    watcher.start();

    assertThat(post(id, "start").path("status").asText()).isEqualTo("running");
    Instant killed = Instant.now();
    int kills = 0;
    JsonNode batch = read(id);
    while (!batch.path("status").asText().equals("ready")) {
      int ended = batch.at("/counts/ready").asInt() + batch.at("/counts/failed").asInt();
      boolean due =
          KILL_EVERY > 0
              ? Instant.now().isAfter(killed.plusSeconds(KILL_EVERY))
              : kills < 2 && ended >= (kills + 1) * ITEMS / 3;
      if (due) {
        replicas.remove(random.nextInt(replicas.size())).kill();
        replicas.add(replica());
        killed = Instant.now();
        kills++;
      }
      if (!batch.path("endedAt").isMissingNode()) {
        post(id, "retry");
      }
      await().pollDelay(Duration.ofMillis(500)).until(() -> true);
      batch = read(id);
    }
    vendor.clearFaults();
    watcher.join();

    int repurchases = 0;
    for (JsonNode item : items(id)) {
      assertThat(item.path("status").asText()).isEqualTo("ready");
      JsonNode cutout = get(item.path("cutout").asText());
      repurchases += cutout.at("/variants/0/repurchases").asInt();
    }
    System.out.printf(
        "Batch proof: %d items, %d replicas killed, %d charged calls, %d results bought again"
            + " because the vendor lost them, %d events, -Dclearcut.proof.seed=%d%n",
        ITEMS, kills, vendor.ledger().size(), repurchases, watcher.events, SEED);
    assertThat(kills).isPositive();
    assertThat(vendor.ledger()).hasSize(ITEMS + repurchases);
    assertThat(new BigDecimal(batch.at("/credits/spent").asText()))
        .isEqualByComparingTo(vendor.charged());
    assertThat(watcher.ready).hasSize(ITEMS);
    assertThat(watcher.problems).isEmpty();
  }

  private void faults() {
    for (String step : List.of("upload", "process", "getPublicUrl", "getPublicFile")) {
      FaultBuilder[] kinds =
          IntStream.range(0, 9)
              .mapToObj(i -> vendor.on(step).withProbability(FAULTS / 9, random.nextInt(1 << 30)))
              .toArray(FaultBuilder[]::new);
      kinds[0].beforeTheWork().answer(500);
      kinds[1].beforeTheWork().answer(503);
      kinds[2].beforeTheWork().header("Retry-After", "1").answer(429);
      kinds[3].beforeTheWork().resetConnection();
      kinds[4].beforeTheWork().delay(Duration.ofSeconds(2));
      kinds[5].afterTheCharge().answer(500);
      kinds[6].afterTheCharge().answer(504);
      kinds[7].afterTheCharge().resetConnection();
      kinds[8].afterTheCharge().truncate();
    }
    vendor.on("process").withProbability(0.02, random.nextInt(1 << 30)).loseFile();
  }

  private String filled() throws IOException {
    List<Map<String, String>> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(Map.of("ref", "item-" + i));
    }
    String id =
        JSON.readTree(
                stack
                    .given(replicas.get(0))
                    .contentType(ContentType.JSON)
                    .body(
                        JSON.writeValueAsString(
                            Map.of("presets", List.of("preview"), "items", items)))
                    .post("/batches")
                    .asString())
            .path("id")
            .asText();
    for (int i = 0; i < ITEMS; i++) {
      stack
          .given(replicas.get(i % replicas.size()))
          .contentType("image/png")
          .body(Photos.tiny(random))
          .put("/batches/{id}/items/item-{i}", id, i)
          .then()
          .statusCode(201);
    }
    return id;
  }

  private JsonNode read(String id) throws IOException {
    return get("/batches/" + id);
  }

  private JsonNode get(String path) throws IOException {
    return JSON.readTree(stack.given(replicas.get(0)).get(path).asString());
  }

  private JsonNode post(String id, String what) throws IOException {
    return JSON.readTree(
        stack.given(replicas.get(0)).post("/batches/{id}/{what}", id, what).asString());
  }

  private List<JsonNode> items(String id) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    String next = "/batches/%s/items?limit=1000".formatted(id);
    while (!next.isEmpty()) {
      JsonNode page = get(next);
      page.path("items").forEach(all::add);
      next = page.path("next").asText();
    }
    return all;
  }

  /** Follows the events of the batch, from whichever replica lives. */
  private final class Watcher extends Thread {

    private final String id;
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private long last = -1;
    private int events;
    private boolean ended;

    Watcher(String id) {
      super("watcher");
      this.id = id;
    }

    @Override
    public void run() {
      while (!ended) {
        try (InputStream in =
            stack
                .given(replicas.get(random.nextInt(replicas.size())))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", last < 0 ? "" : String.valueOf(last))
                .get("/batches/{id}/events", id)
                .asInputStream()) {
          follow(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (Exception cut) {
          // Its replica was killed: on to another one.
        }
      }
    }

    private void follow(BufferedReader lines) throws IOException {
      String name = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          long event = Long.parseLong(line.substring(3).strip());
          if (event < last) {
            problems.add("%d came after %d".formatted(event, last));
          }
          last = event;
        } else if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data = line.substring(5).strip();
        } else if (line.isEmpty()) {
          take(name, data);
          events++;
        }
      }
    }

    private void take(String name, String data) throws IOException {
      JsonNode event = JSON.readTree(data.isEmpty() ? "{}" : data);
      if (name.equals("item") && event.path("status").asText().equals("ready")) {
        ready.add(event.path("ref").asText());
      } else if (name.equals("stale")) {
        problems.add("The place was lost");
      }
      // A batch that ended and is tried again ends once more.
      ended |= name.equals("end") && event.path("status").asText().equals("ready");
    }
  }
}
