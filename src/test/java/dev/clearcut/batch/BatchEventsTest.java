package dev.clearcut.batch;

import static dev.clearcut.testing.Patience.await;
import static dev.clearcut.testing.Service.openBatch;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Server-sent events of a batch, as a plain HTTP client reads them. */
@QuarkusTest
class BatchEventsTest {

  @TestHTTPResource("/")
  URI base;

  @Inject Due due;

  private record Event(String id, String name, String data) {}

  @Test
  void everyItemIsToldAndThenTheEnd() throws IOException {
    String id = batchOf("one", "two", "three");
    ended(id);

    List<Event> events = readTo(id, "", event -> event.name.equals("end"));

    assertThat(events)
        .filteredOn(event -> event.name.equals("item"))
        .hasSize(3)
        .allSatisfy(item -> assertThat(item.data).contains("\"status\":\"ready\""));
    assertThat(events).extracting(Event::name).endsWith("progress", "end");
    assertThat(events.stream().map(event -> Long.parseLong(event.id))).isSorted();
  }

  /** Cut after each event there is, and gone on from there. */
  @Test
  void nothingIsLostOverACut() throws IOException {
    String id = batchOf("one", "two", "three", "four");
    ended(id);
    List<Event> all = readTo(id, "", event -> event.name.equals("end"));

    for (int cut = 0; cut < 4; cut++) {
      List<Event> rest = readTo(id, all.get(cut).id, event -> event.name.equals("end"));
      assertThat(rest).isEqualTo(all.subList(cut + 1, all.size()));
    }
  }

  @Test
  void aWatcherSeesTheBatchGoOn() throws IOException {
    String id = openBatch("one", "two");
    HttpURLConnection stream = connect(id, "");
    BufferedReader lines = reader(stream);
    assertThat(next(lines).name).isEqualTo("progress");

    fill(id, "one", "two");
    service().post("/batches/{id}/start", id).then().statusCode(202);
    due.run();

    List<Event> events = read(lines, event -> event.name.equals("end"));
    assertThat(events)
        .filteredOn(event -> event.name.equals("item") && event.data.contains("\"ready\""))
        .hasSize(2);
    assertThat(lines.readLine()).isNull();
    assertThat(stream.getHeaderField("X-Accel-Buffering")).isEqualTo("no");
    assertThat(stream.getHeaderField("Cache-Control")).contains("no-store");
  }

  @Test
  void whoIsFromElsewhereIsToldOnceThatItsPlaceIsUnknown() throws IOException {
    String id = batchOf("one");
    ended(id);

    assertThat(readTo(id, "999999", event -> event.name.equals("end")))
        .extracting(Event::name)
        .containsExactly("stale", "progress", "end");
    assertThat(readTo(id, "nonsense", event -> event.name.equals("end")).get(0).name)
        .isEqualTo("stale");
  }

  @Test
  void aQuietStreamIsKeptAlive() throws IOException {
    VirtualTime time = VirtualTime.install();
    String id = openBatch("one");
    BufferedReader lines = reader(connect(id, ""));
    read(lines, event -> event.name.equals("progress"));

    time.pass(Duration.ofSeconds(15));

    assertThat(next(lines).name).isEqualTo("ping");
  }

  @Test
  void aBatchThatIsDeletedEndsItsStreams() throws IOException {
    VirtualTime time = VirtualTime.install();
    String id = openBatch("one");
    BufferedReader lines = reader(connect(id, ""));
    read(lines, event -> event.name.equals("progress"));

    service().delete("/batches/{id}", id).then().statusCode(204);
    time.pass(Duration.ofSeconds(15));

    assertThat(read(lines, event -> event.name.equals("end"))).isNotEmpty();
  }

  @Test
  void thereAreNoEventsOfABatchThatThereIsNot() {
    service().get("/batches/{id}/events", "0".repeat(32)).then().statusCode(404);
  }

  private List<Event> readTo(String id, String after, Predicate<Event> last) throws IOException {
    return read(reader(connect(id, after)), last);
  }

  private HttpURLConnection connect(String id, String after) throws IOException {
    HttpURLConnection stream =
        (HttpURLConnection)
            base.resolve("/batches/%s/events".formatted(id)).toURL().openConnection();
    stream.setRequestProperty("Accept", "text/event-stream");
    if (!after.isEmpty()) {
      stream.setRequestProperty("Last-Event-ID", after);
    }
    return stream;
  }

  private static BufferedReader reader(HttpURLConnection stream) throws IOException {
    return new BufferedReader(
        new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));
  }

  private static List<Event> read(BufferedReader lines, Predicate<Event> last) throws IOException {
    List<Event> events = new ArrayList<>();
    do {
      events.add(next(lines));
    } while (!last.test(events.get(events.size() - 1)));
    return events;
  }

  private static Event next(BufferedReader lines) throws IOException {
    String id = "";
    String name = "";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); !line.isEmpty() || name.isEmpty(); ) {
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("event:")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5).strip());
      }
      line = lines.readLine();
      if (line == null) {
        throw new IOException("The stream ended in the middle of an event");
      }
    }
    return new Event(id, name, data.toString());
  }

  private void ended(String id) {
    await()
        .until(
            () -> {
              due.run();
              return Json.at(service().get("/batches/{id}", id).asString(), "endedAt") != null;
            });
  }

  private String batchOf(String... refs) {
    String id = openBatch(refs);
    fill(id, refs);
    service().post("/batches/{id}/start", id).then().statusCode(202);
    return id;
  }

  private static void fill(String id, String... refs) {
    for (String ref : refs) {
      service()
          .contentType("image/jpeg")
          .body(Photos.unseenCup())
          .put("/batches/{id}/items/{ref}", id, ref)
          .then()
          .statusCode(201);
    }
  }
}
