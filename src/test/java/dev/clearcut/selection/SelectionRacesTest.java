package dev.clearcut.selection;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.DatabaseClock;
import dev.clearcut.api.model.Point;
import dev.clearcut.photo.PhotoInspector;
import dev.clearcut.photo.Picture;
import dev.clearcut.rendition.PaidCallLimit;
import dev.clearcut.selection.SelectionRepository.Start;
import dev.clearcut.selection.SelectionRepository.TakenException;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.usage.Credits;
import dev.clearcut.work.Engine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many at once: all that they share is the database, so callers of one replica and of several are
 * the same.
 */
@QuarkusTest
class SelectionRacesTest {

  private static final int CALLERS = 20;

  @Inject SelectionRepository repository;
  @Inject EntityManager entities;
  @Inject Credits credits;
  @Inject PaidCallLimit limit;
  @Inject Engine engine;
  @Inject PhotoInspector inspector;

  @TempDir Path folder;

  private final byte[] photo = Photos.unseenCup();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);

  @Test
  void thePhotoThatManySendAtOnceIsChargedOnce() throws Exception {
    int before = Emulator.charges(SERVICE_ACCOUNT);

    List<Integer> statuses =
        atOnce(IntStream.range(0, CALLERS).mapToObj(i -> (Callable<Response>) this::start).toList())
            .stream()
            .map(Response::statusCode)
            .toList();

    assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
    assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).isEqualTo(1);
  }

  @Test
  void ofManyListsTheLastOneWinsAndNoNumberIsGivenTwice() throws Exception {
    start().then().statusCode(201);
    List<Points> lists =
        IntStream.range(0, CALLERS)
            .mapToObj(i -> new Points(List.of(new Point(20 + 5 * i, 40)), List.of()))
            .toList();

    List<Response> answers =
        atOnce(lists.stream().map(list -> (Callable<Response>) () -> point(list)).toList());

    assertThat(answers).extracting(Response::statusCode).containsOnly(200);
    Map<Integer, Points> sent = sent(lists);
    assertThat(sent).hasSize(CALLERS);
    SelectionEntity row = repository.get(id);
    int last = sent.keySet().stream().max(Integer::compare).orElseThrow();
    assertThat(row.shownNumber).isEqualTo(last).isEqualTo(row.requestNumber);
    assertThat(Points.of(row.points)).isEqualTo(sent.get(last));
  }

  /** Which number each list had, by the digests of the bodies in the emulator's journal. */
  private Map<Integer, Points> sent(List<Points> lists) throws JsonProcessingException {
    String session = repository.get(id).session;
    Map<String, Integer> numbers = new HashMap<>();
    Map<String, Points> digests = new HashMap<>();
    for (Points list : lists) {
      for (int number = 1; number <= 3 * CALLERS; number++) {
        String body = new ObjectMapper().writeValueAsString(list.request(session, number));
        numbers.put(DigestUtils.sha256Hex(body), number);
        digests.put(DigestUtils.sha256Hex(body), list);
      }
    }
    Map<Integer, Points> sent = new HashMap<>();
    for (Map<String, Object> call : Emulator.journal(SERVICE_ACCOUNT)) {
      String digest = String.valueOf(call.get("sha256"));
      if (digests.containsKey(digest)) {
        assertThat(sent.put(numbers.get(digest), digests.get(digest)))
            .as("the number %d", numbers.get(digest))
            .isNull();
      }
    }
    return sent;
  }

  /** Replicas whose clocks differ by twenty minutes go by the database's. */
  @ParameterizedTest
  @CsvSource({"PT10M, -PT10M", "-PT10M, PT10M"})
  void whatOneReplicaStartsTheOtherLeavesAlone(Duration one, Duration other) throws IOException {
    Picture known = inspector.uploaded(Files.write(folder.resolve("photo.jpg"), photo));
    service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts")
        .then()
        .statusCode(201);
    SelectionRepository first = replica(one);
    SelectionRepository second = replica(other);

    Start start = inTransaction(() -> first.starting(id, id, known));

    assertThatThrownBy(() -> inTransaction(() -> second.starting(id, id, known)))
        .isInstanceOf(TakenException.class);
    inTransaction(
        () -> {
          second.settle(id);
          return null;
        });
    assertThat(repository.find(id).orElseThrow().unsettledUntil).isNotNull();
    assertThat(inTransaction(() -> first.started(start, "session"))).isTrue();
    assertThatThrownBy(() -> inTransaction(() -> second.starting(id, id, known)))
        .isInstanceOf(TakenException.class);
  }

  @Test
  void aStartThatWasGivenUpRecordsNothing() throws IOException {
    Picture known = inspector.uploaded(Files.write(folder.resolve("photo.jpg"), photo));
    service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .post("/cutouts")
        .then()
        .statusCode(201);
    Start lost = repository.starting(id, id, known);
    overdue();
    repository.settle(id);
    Start next = repository.starting(id, id, known);

    assertThat(repository.started(lost, "late")).isFalse();
    repository.refused(lost);

    assertThat(repository.find(id).orElseThrow().unsettledUntil).isNotNull();
    assertThat(repository.started(next, "session")).isTrue();
    assertThat(repository.get(id).session).isEqualTo("session");
  }

  private void overdue() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities.find(SelectionEntity.class, id).unsettledUntil =
                    java.time.Instant.now().minusSeconds(60));
  }

  private SelectionRepository replica(Duration wrongBy) {
    DatabaseClock clock =
        new DatabaseClock(entities, InstantSource.offset(InstantSource.system(), wrongBy));
    return new SelectionRepository(entities, credits, limit, engine, clock, clock);
  }

  private static <T> T inTransaction(Callable<T> work) {
    return QuarkusTransaction.requiringNew().call(work);
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> done : callers.invokeAll(calls)) {
        results.add(done.get());
      }
      return results;
    } finally {
      callers.shutdownNow();
    }
  }

  private Response start() {
    return service().multiPart("image", "photo.jpg", photo).post("/selections");
  }

  private Response point(Points list) {
    return service()
        .contentType(ContentType.JSON)
        .body(list.json())
        .put("/selections/{id}/points", id);
  }
}
