package dev.clearcut.generated;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static dev.clearcut.testing.Service.openBatch;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.api.model.EventType;
import dev.clearcut.contract.Responses;
import dev.clearcut.mock.hostile.Answer;
import dev.clearcut.mock.hostile.Wire;
import dev.clearcut.testing.Handoffs;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import dev.clearcut.testing.Receiver;
import dev.clearcut.testing.Seeds;
import dev.clearcut.webhook.Webhooks;
import dev.clearcut.work.Due;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is sent to any operation: an answer that the document describes, never a 5xx, and with
 * anything wrong a problem that says what. {@code -Dclearcut.seed=…} repeats the requests of a run,
 * {@code -Dclearcut.generated.requests=…} makes more of them from each of the two {@link Seeds}. On
 * the database of production, which takes fewer characters than H2.
 */
@QuarkusTest
@TestProfile(Postgres.class)
class GeneratedInputTest {

  private static final int REQUESTS = Integer.getInteger("clearcut.generated.requests", 20);

  private static final String CUTOUTS = "/cutouts/";

  private static final OpenApiInteractionValidator DOCUMENT =
      Responses.validator(ServiceOperation.DOCUMENT);

  private final Random photos = new Random(Seeds.FIXED);
  private final List<String> ids = new ArrayList<>();
  private final List<String> jobs = new ArrayList<>();
  private String photoAtTheVendor;
  private String goodBody;

  @Inject EntityManager entities;
  @Inject Due due;
  @Inject Webhooks webhooks;

  static Stream<ServiceOperation> operations() {
    return ServiceOperation.all().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyAnswerIsAsDocumentedAndNoneIsAServersError(ServiceOperation operation) {
    for (int i = 0; i < (operation.verb().equals("DELETE") ? 10 : 2); i++) {
      if (operation.path().startsWith("/batches/")) {
        jobs.add(batch(operation.id()));
      } else if (operation.path().startsWith("/handoffs/")) {
        jobs.add(openHandoff(operation.id()));
      } else if (operation.path().startsWith("/webhooks/")) {
        jobs.add(subscribe());
      } else {
        ids.add(make());
      }
      if (operation.path().startsWith("/selections/")) {
        select(ids.get(i));
      }
    }
    List<String> failures = new ArrayList<>();

    int successes = send(operation, Seeds.FIXED, failures);
    send(operation, Seeds.drawn(), failures);

    assertThat(failures).isEmpty();
    assertThat(successes).as("requests that were good").isPositive();
  }

  /** Notes what fails; returns how many requests were good. */
  private int send(ServiceOperation operation, long seed, List<String> failures) {
    List<String> there = List.copyOf(jobs.isEmpty() ? ids : jobs);
    Requests requests = new Requests(operation, there, goodBody, new Random(seed));
    int successes = 0;
    for (int i = 0; i < REQUESTS; i++) {
      GeneratedRequest request = requests.next();
      Optional<Answer> answer = Wire.send(request.bytes(), false);
      if (answer.isEmpty()) {
        failures.add("no answer to " + request);
        continue;
      }
      List<String> wrong = judge(operation, answer.get());
      if (!wrong.isEmpty()) {
        failures.add(
            "%s%n  answered %d %s%n  %s"
                .formatted(request, answer.get().status(), answer.get().text(), wrong));
      }
      successes += answer.get().status() < 400 ? 1 : 0;
      id(answer.get()).ifPresent(ids::add);
    }
    return successes;
  }

  /** What is made in the background must not be paid while another test counts. */
  @AfterEach
  void letAllBeMade() {
    due.run();
    Receiver.unsubscribeAll();
    for (String id : ids) {
      await()
          .untilAsserted(
              () ->
                  service()
                      .get("/cutouts/{id}", id)
                      .then()
                      .body(field("status", not(equalTo("pending")))));
    }
  }

  /** A batch in a state in which the operation can be called. */
  private String batch(String operation) {
    String id = openBatch("one");
    switch (operation) {
      case "startBatch", "resumeBatch" -> fill(id);
      case "retryBatch" -> {
        fill(id);
        set(id, "FAILED");
        QuarkusTransaction.requiringNew()
            .run(
                () ->
                    entities
                        .createQuery(
                            "update ItemEntity set status = 'FAILED', problemType ="
                                + " 'VENDOR_FAILED', problemDetail = 'It failed.' where batchId ="
                                + " :id")
                        .setParameter("id", id)
                        .executeUpdate());
      }
      // The events of a batch that goes on do not end.
      case "batchEvents", "getArchive", "headArchive" ->
          service().post("/batches/{id}/cancel", id).then().statusCode(200);
      default -> {}
    }
    if (operation.equals("pauseBatch") || operation.equals("resumeBatch")) {
      set(id, "PAUSED");
    }
    return id;
  }

  /**
   * A handoff in a state in which the operation can be called. All are for one photo, so that one
   * body is good for each of them.
   */
  private String openHandoff(String operation) {
    if (operation.equals("selectHandoff")) {
      return Handoffs.id(Handoffs.open("{'kind': 'selection'}"));
    }
    Response opened = Handoffs.open("{'presets': ['preview']}");
    String id = Handoffs.id(opened);
    if (operation.equals("processHandoff")) {
      goodBody = Handoffs.uploaded(atTheVendor(opened));
    } else if (operation.equals("completeHandoff")) {
      Response signed = Handoffs.process(id, atTheVendor(opened));
      goodBody = goodBody == null ? Handoffs.call(signed) : goodBody;
    }
    return id;
  }

  /** A webhook that was told the same as all others. */
  private String subscribe() {
    String id =
        Json.at(
            service()
                .contentType(ContentType.JSON)
                .body(Requests.WEBHOOK)
                .post("/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .asString(),
            "id");
    QuarkusTransaction.requiringNew()
        .run(() -> webhooks.tell(EventType.WEBHOOK_OFF, Requests.TOLD, Map::of));
    return id;
  }

  private String atTheVendor(Response opened) {
    if (photoAtTheVendor == null) {
      photoAtTheVendor = Handoffs.upload(opened, Photos.tiny(photos));
    }
    return photoAtTheVendor;
  }

  private static void fill(String id) {
    service()
        .contentType("image/jpeg")
        .body(Photos.unseenCup())
        .put("/batches/{id}/items/one", id)
        .then()
        .statusCode(201);
  }

  private void set(String id, String status) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createQuery(
                        "update BatchEntity set status = '%s', startedAt = createdAt,"
                                .formatted(status)
                            + " endedAt = %s, reason = %s where id = :id"
                                .formatted(
                                    status.equals("FAILED") ? "createdAt" : "null",
                                    status.equals("PAUSED") ? "'ASKED'" : "null"))
                    .setParameter("id", id)
                    .executeUpdate());
  }

  /** A selection of which something is shown. */
  private static void select(String cutout) {
    service()
        .contentType(ContentType.JSON)
        .body(Map.of("cutout", cutout))
        .post("/selections")
        .then()
        .statusCode(oneOf(200, 201));
    service()
        .contentType(ContentType.JSON)
        .body(Requests.POINTS)
        .put("/selections/{id}/points", cutout)
        .then()
        .statusCode(200);
  }

  private String make() {
    return Json.at(
        service()
            .multiPart("image", "photo.png", Photos.tiny(photos))
            .multiPart("preset", "preview")
            .post("/cutouts")
            .then()
            .extract()
            .asString(),
        "id");
  }

  private static List<String> judge(ServiceOperation operation, Answer answer) {
    List<String> wrong = new ArrayList<>();
    if (answer.status() >= 500) {
      wrong.add("a server's error");
    }
    String contentType = answer.headers().getOrDefault("Content-Type", "");
    boolean head = operation.verb().equals("HEAD");
    if (answer.status() >= 400 && !head) {
      if (!contentType.startsWith("application/problem+json")) {
        wrong.add("no problem");
      } else if (json(answer).path("detail").asText().isBlank()) {
        wrong.add("a problem without a sentence");
      }
      if (answer.text().matches("(?s).*(Exception|dev\\.clearcut|org\\.[a-z]).*")) {
        wrong.add("a look at our insides");
      }
    }
    SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
    answer.headers().forEach(response::withHeader);
    if (answer.body().length > 0) {
      response.withBody(answer.body());
    }
    if (!head) {
      String path = operation.path().replaceAll("[{}]", "");
      DOCUMENT
          .validateResponse(path, Method.valueOf(operation.verb()), response.build())
          .getMessages()
          .stream()
          .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
          .map(ValidationReport.Message::getMessage)
          .forEach(wrong::add);
    }
    return wrong;
  }

  private static Optional<String> id(Answer answer) {
    String location = answer.headers().getOrDefault("Location", "");
    int at = location.indexOf(CUTOUTS);
    return at < 0 ? Optional.empty() : Optional.of(location.substring(at + CUTOUTS.length()));
  }

  private static JsonNode json(Answer answer) {
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalArgumentException(answer.text(), e);
    }
  }
}
