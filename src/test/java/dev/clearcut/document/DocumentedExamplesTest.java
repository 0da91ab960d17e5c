package dev.clearcut.document;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static dev.clearcut.testing.Service.openBatch;
import static dev.clearcut.testing.Service.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.document.ServiceDocument.Example;
import dev.clearcut.document.ServiceDocument.Operation;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Handoffs;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Receiver;
import dev.clearcut.work.Due;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the service's document hold: whoever copies one gets what it promises. */
@QuarkusTest
class DocumentedExamplesTest {

  @Inject Due due;
  @Inject EntityManager entities;

  /** Where no one answers. */
  private static final String NOBODY = "http://localhost:1";

  private static final ServiceDocument DOCUMENT = ServiceDocument.read();

  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createForSpecificationUrl(ServiceDocument.FILE).build();

  static Stream<Example> answers() {
    return DOCUMENT.operations().stream()
        .flatMap(DOCUMENT::answers)
        .filter(answer -> answer.mediaType().endsWith("json"))
        .flatMap(DOCUMENT::examples);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsAsItsSchemaSays(Example example) {
    Operation operation = example.answer().operation();

    assertThat(
            VALIDATOR
                .validateResponse(
                    operation.path(),
                    Method.valueOf(operation.verb()),
                    SimpleResponse.Builder.status(Integer.parseInt(example.answer().status()))
                        .withContentType(example.answer().mediaType())
                        .withBody(example.value().toString())
                        .build())
                .getMessages())
        .isEmpty();
  }

  static Stream<Map.Entry<String, JsonNode>> bodies() {
    return DOCUMENT.examples(
        DOCUMENT.operation("addVariants").node().at("/requestBody/content/application~1json"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyMakesWhatItAsksFor(Map.Entry<String, JsonNode> example) {
    service()
        .contentType(ContentType.JSON)
        .body(example.getValue().toString())
        .post("/cutouts/{id}/variants", made())
        .then()
        .statusCode(201)
        .body(field("status", equalTo("ready")));
  }

  /** What Swagger UI fills in by itself, for each operation; only files and ids are chosen here. */
  static Stream<Operation> operations() {
    return DOCUMENT.operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatSwaggerUiFillsInIsTaken(Operation operation) {
    RequestSpecification request = service();
    DOCUMENT
        .parameters(operation)
        .filter(parameter -> parameter.at("/schema").has("default"))
        .forEach(
            parameter ->
                request.queryParam(
                    parameter.path("name").asText(), parameter.at("/schema/default").asText()));
    JsonNode content = operation.node().at("/requestBody/content");
    Optional<JsonNode> json =
        DOCUMENT.examples(content.path("application/json")).map(Map.Entry::getValue).findFirst();
    if (json.isPresent()) {
      String body = json.get().toString();
      request
          .contentType(ContentType.JSON)
          .body(
              switch (operation.id()) {
                case "createSelection" -> body.replaceFirst("[0-9a-f]{32}", made());
                case "createWebhook" -> body.replaceFirst("https://[a-z.]+", NOBODY);
                default -> body;
              });
    } else if (content.has("*/*")) {
      request.contentType("image/jpeg").body(Photos.unseenCup());
    } else {
      content
          .path("multipart/form-data")
          .at("/schema/properties")
          .properties()
          .forEach(part -> fillIn(request, part.getKey(), part.getValue()));
    }
    String path = operation.path().replace("{name}", "preview").replace("{ref}", "cup.jpg");
    if (path.contains("{id}")) {
      String id =
          switch (path.split("/")[1]) {
            case "batches" -> batch(operation.id());
            case "handoffs" -> handoff(operation.id(), request);
            case "selections" -> selection();
            case "webhooks" -> webhook();
            default -> made();
          };
      path = path.replace("{id}", id);
      if (path.contains("{delivery}")) {
        path =
            path.replace(
                "{delivery}",
                Json.at(service().post("/webhooks/" + id + "/test").asString(), "id"));
      }
    }

    if (operation.id().equals("runRetention")) {
      // Nothing is deleted by age unless the operator has said by which.
      request
          .post(path)
          .then()
          .statusCode(400)
          .body(field("detail", containsString("clearcut.retention.keep is not set")));
    } else {
      int status = request.request(operation.verb(), path).statusCode();
      assertThat(status).isBetween(200, 204);
      assertThat(operation.node().path("responses").has(String.valueOf(status))).isTrue();
    }
  }

  private static void fillIn(RequestSpecification form, String name, JsonNode part) {
    if (part.path("format").asText().equals("binary")) {
      form.multiPart(name, "photo.jpg", Photos.unseenCup());
    } else if (part.path("example").isArray()) {
      part.path("example").forEach(value -> form.multiPart(name, value.asText()));
    } else {
      form.multiPart(name, part.path("example").asText());
    }
  }

  @AfterEach
  void tellNobody() {
    due.run();
    Receiver.unsubscribeAll();
  }

  private static String webhook() {
    return Json.at(
        service()
            .contentType(ContentType.JSON)
            .body("{\"url\": \"%s\", \"events\": [\"webhook.off\"]}".formatted(NOBODY))
            .post("/webhooks")
            .then()
            .statusCode(201)
            .extract()
            .asString(),
        "id");
  }

  /** A selection of which something is shown. */
  private static String selection() {
    String id = made();
    service()
        .contentType(ContentType.JSON)
        .body(Map.of("cutout", id))
        .post("/selections")
        .then()
        .statusCode(201);
    service()
        .contentType(ContentType.JSON)
        .body("{\"keep\": [{\"x\": 75, \"y\": 45}]}")
        .put("/selections/{id}/points", id)
        .then()
        .statusCode(200);
    return id;
  }

  /** A batch in a state in which the operation can be called. */
  private String batch(String operation) {
    String id = openBatch("cup.jpg");
    if (List.of("putItem", "cancelBatch").contains(operation)) {
      return id;
    }
    // Refused once, it fails, and can be tried again.
    String fault =
        operation.equals("retryBatch")
            ? Emulator.fault("{'operation': 'process', 'account': 'demo', 'status': 400}")
            : "";
    service()
        .contentType("image/jpeg")
        .body(Photos.unseenCup())
        .put("/batches/{id}/items/cup.jpg", id)
        .then()
        .statusCode(201);
    if (operation.equals("startBatch")) {
      return id;
    }
    if (List.of("pauseBatch", "resumeBatch").contains(operation)) {
      QuarkusTransaction.requiringNew().run(() -> pauseAtTheStart(id));
      return id;
    }
    service().post("/batches/{id}/start", id).then().statusCode(202);
    await()
        .until(
            () -> {
              due.run();
              return Json.at(service().get("/batches/{id}", id).asString(), "endedAt") != null;
            });
    if (!fault.isEmpty()) {
      given().delete("/mock/faults").then().statusCode(204);
    }
    return id;
  }

  /** A handoff in a state in which the operation can be called, with what the vendor has said. */
  private static String handoff(String operation, RequestSpecification request) {
    boolean selection = operation.equals("selectHandoff");
    Response opened = Handoffs.open(selection ? "{'kind': 'selection'}" : "{}");
    String id = Handoffs.id(opened);
    if (!selection && !operation.equals("getHandoff")) {
      String photo = Handoffs.upload(opened, Photos.unseenCup());
      request.body(
          operation.equals("processHandoff")
              ? Handoffs.uploaded(photo)
              : Handoffs.call(Handoffs.process(id, photo)));
    }
    return id;
  }

  /** Nobody can tell how fast a batch ends that runs. */
  private void pauseAtTheStart(String id) {
    entities
        .createQuery(
            "update BatchEntity set status = 'PAUSED', reason = 'ASKED',"
                + " startedAt = createdAt where id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  private static String made() {
    return Json.at(
        service()
            .multiPart("image", "photo.jpg", Photos.unseenCup())
            .multiPart("preset", "preview")
            .post("/cutouts")
            .then()
            .statusCode(201)
            .extract()
            .asString(),
        "id");
  }
}
