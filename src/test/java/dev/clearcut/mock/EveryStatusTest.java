package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asBearer;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static org.hamcrest.Matchers.in;

import dev.clearcut.contract.Operation;
import dev.clearcut.testing.FilenameDialect;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation answers every status that the contract documents, at least once, in the form that
 * the contract describes. What was seen is written to {@code target/operation-status.md}.
 */
@QuarkusTest
class EveryStatusTest {

  /** The contract keeps the 200 of what is only announced for the day it is launched. */
  private static final String ANNOUNCED = "501";

  private static final String VARIANT = "{'output_key': 'r.png', 'quality': 'low'}";
  private static final Map<String, SortedSet<String>> SEEN = new TreeMap<>();

  private final String account = "every-status-" + UUID.randomUUID();

  static Stream<Arguments> documentedFailures() {
    return Operation.all().stream()
        .flatMap(
            operation ->
                operation.sentences().keySet().stream()
                    .filter(status -> status.compareTo("400") >= 0)
                    .map(status -> Arguments.of(operation, status)));
  }

  @ParameterizedTest
  @MethodSource("documentedFailures")
  void everyDocumentedFailureCanBeProvoked(Operation operation, String status) {
    admin()
        .contentType(ContentType.JSON)
        .body(Map.of("operation", operation.id(), "status", Integer.parseInt(status), "times", 1))
        .post("/mock/faults")
        .then()
        .statusCode(201);

    RequestSpecification request =
        operation.securityScheme().equals("TokenKey") ? asToken(account) : asBearer(account);
    String path = operation.path().replace("{token}", "t").replace("{name}", "n.png");
    seen(
        operation.id(),
        request
            .request(operation.verb(), path)
            .then()
            .statusCode(Integer.parseInt(status))
            .body("detail", in(operation.sentences().get(status))));
  }

  @Test
  void everyOperationOfTheKeyDialectSucceeds() {
    seen(
        "upload",
        asToken(account)
            .multiPart("file", "photo.jpg", Photos.unseenCoffee())
            .multiPart("key", "photo.jpg")
            .post("/v3/file-ops/upload/")
            .then());
    seen(
        "process",
        json(
            asToken(account),
            "/v3/tools/ai/remove-bg/process/",
            "{'input_key': 'photo.jpg', 'output_variants': [" + VARIANT + "]}"));
    ValidatableResponse url =
        json(asToken(account), "/v3/file-ops/get-public-url/", "{'key': 'r.png'}");
    seen("getPublicUrl", url);
    seen("getPublicFile", anonymous().get(url.extract().<String>path("url")).then());
    seen("deleteFiles", json(asToken(account), "/v3/file-ops/delete/", "{'pattern': '*'}"));
  }

  @Test
  void everyOperationOfTheFilenameDialectSucceeds() {
    ValidatableResponse upload =
        FilenameDialect.sendImage(asBearer(account), FilenameDialect.UPLOAD);
    seen("uploadImage", upload);
    String body =
        "{'unique_filename': '%s', 'output_variants': [{'quality': 'low'}]}"
            .formatted(upload.extract().<String>path("unique_filename"));
    seen("processImage", json(asBearer(account), FilenameDialect.PROCESS, body));
    presigned("presignUploadImage", "uploadImagePresigned", FilenameDialect.UPLOAD);
    ValidatableResponse signed =
        json(asBearer(account), FilenameDialect.PROCESS + "presign/", body);
    seen("presignProcessImage", signed);
    seen("processImagePresigned", FilenameDialect.sendSignedProcess(token(signed)));
  }

  @Test
  void everyOperationOfAiCutSucceeds() {
    presigned("presignInitializeAiCut", "initializeAiCutPresigned", FilenameDialect.AI_CUT);
    ValidatableResponse session =
        FilenameDialect.sendImage(asBearer(account), FilenameDialect.AI_CUT);
    seen("initializeAiCut", session);
    seen(
        "segment",
        json(
            anonymous(),
            FilenameDialect.SEGMENT,
            "{'unique_filename': '%s', 'greenDots': [{'x': 280, 'y': 150}]}"
                .formatted(session.extract().<String>path("unique_filename"))));
  }

  private void presigned(String presign, String use, String path) {
    ValidatableResponse signed = asBearer(account).post(path + "presign/").then();
    seen(presign, signed);
    seen(use, FilenameDialect.sendSignedImage(path, token(signed)));
  }

  private static String token(ValidatableResponse signed) {
    return signed.extract().path("signed_request");
  }

  private static ValidatableResponse json(RequestSpecification request, String path, String body) {
    return FilenameDialect.sendJson(request, path, body);
  }

  private static void seen(String operation, ValidatableResponse response) {
    SEEN.computeIfAbsent(operation, id -> new TreeSet<>())
        .add(String.valueOf(response.extract().statusCode()));
  }

  @AfterAll
  static void writeTheTableAndDemandThatNothingIsMissing() throws IOException {
    SortedSet<String> statuses =
        Operation.all().stream()
            .flatMap(operation -> operation.sentences().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    StringBuilder table = new StringBuilder("# Operations and documented statuses\n\n");
    table.append("| operation | ").append(String.join(" | ", statuses)).append(" |\n|---|");
    table.append("---|".repeat(statuses.size())).append('\n');
    SortedSet<String> missing = new TreeSet<>();
    for (Operation operation : Operation.all()) {
      table.append("| `").append(operation.id()).append("` |");
      for (String status : statuses) {
        table.append(' ').append(cell(operation, status, missing)).append(" |");
      }
      table.append('\n');
    }
    Files.writeString(Path.of("target/operation-status.md"), table);
    if (!missing.isEmpty()) {
      throw new AssertionError("Documented, but not seen: " + missing);
    }
  }

  private static String cell(Operation operation, String status, SortedSet<String> missing) {
    if (!operation.sentences().containsKey(status)) {
      return "";
    }
    if (SEEN.getOrDefault(operation.id(), new TreeSet<>()).contains(status)) {
      return "seen";
    }
    if (operation.sentences().containsKey(ANNOUNCED) && status.equals("200")) {
      return "not launched";
    }
    missing.add(operation.id() + " " + status);
    return "**missing**";
  }
}
