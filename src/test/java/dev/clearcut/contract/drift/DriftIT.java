package dev.clearcut.contract.drift;

import static dev.clearcut.contract.drift.SeededDrift.AI_CUT;
import static dev.clearcut.contract.drift.SeededDrift.DELETE;
import static dev.clearcut.contract.drift.SeededDrift.PRESIGN_UPLOAD;
import static dev.clearcut.contract.drift.SeededDrift.PROCESS;
import static dev.clearcut.contract.drift.SeededDrift.PROCESS_IMAGE;
import static dev.clearcut.contract.drift.SeededDrift.PUBLIC_FILE;
import static dev.clearcut.contract.drift.SeededDrift.PUBLIC_URL;
import static dev.clearcut.contract.drift.SeededDrift.SEGMENT;
import static dev.clearcut.contract.drift.SeededDrift.UPLOAD;
import static dev.clearcut.contract.drift.SeededDrift.ofBody;
import static dev.clearcut.contract.drift.SeededDrift.ofReply;
import static dev.clearcut.contract.drift.SeededDrift.ofRequest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clearcut.contract.Contract;
import dev.clearcut.contract.snapshot.Snapshot;
import dev.clearcut.testing.Packaged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The gate can fail: a vendor that changes in one way is found out, and of nothing else. Between
 * the suite and the emulator stands a proxy that seeds one drift, in each test another one.
 */
@Execution(ExecutionMode.CONCURRENT)
class DriftIT {

  /** Without Quarkus, which prepares one run at a time for tests of its own. */
  private static final LauncherConfig PLAIN =
      LauncherConfig.builder()
          .enableLauncherSessionListenerAutoRegistration(false)
          .enableLauncherDiscoveryListenerAutoRegistration(false)
          .build();

  private static final Snapshot BASELINE = Snapshot.read(Path.of("openapi/contract-snapshot.json"));

  @TempDir private Path reports;

  static Stream<SeededDrift> drifts() {
    return Stream.of(
        ofBody(
            "FileSpaceIT",
            UPLOAD,
            200,
            ifHas("success", body -> body.put("size", 12)),
            "upload (key dialect), 200: field size is new (a number)"),
        ofBody(
            "FileSpaceIT",
            UPLOAD,
            200,
            ifHas("file_paths", body -> body.set("file_paths", objects(body.path("file_paths")))),
            "upload (path dialect), 200: field file_paths[] became an object (was a string)"),
        ofBody(
            "FileSpaceIT",
            UPLOAD,
            200,
            ifHas("file_paths", body -> reverse((ArrayNode) body.path("file_paths"))),
            "UploadedByPath.file_paths: order became \"another\" (was \"as asked\")"),
        ofReply(
            "FileSpaceIT",
            PUBLIC_URL,
            404,
            reply -> reply.withStatus(410),
            "getPublicUrl (key dialect): answered 410 (was 404)"),
        ofReply(
            "FileSpaceIT",
            PUBLIC_FILE,
            200,
            reply -> reply.withHeader("Content-Type", "application/octet-stream"),
            "getPublicFile (public dialect), 200: media type became application/octet-stream (was"
                + " image/png)"),
        ofReply(
            "FileSpaceIT",
            UPLOAD,
            200,
            reply -> reply.withStatus(201),
            "upload (key dialect): answered 201 (was 200)",
            "upload (path dialect): answered 201 (was 200)"),
        ofBody(
            "BackgroundRemovalByKeyIT",
            PROCESS,
            200,
            ifHas("output_keys", body -> body.put("output_keys", "one")),
            "process (key dialect), 200: field output_keys became a string (was an array)"),
        ofBody(
            "BackgroundRemovalByKeyIT",
            PROCESS,
            200,
            ifHas("output_keys", body -> body.set("keys", body.remove("output_keys"))),
            "process (key dialect), 200: field keys is new (an array)",
            "process (key dialect), 200: field output_keys is missing (was an array)"),
        ofBody(
            "BackgroundRemovalByKeyIT",
            PROCESS,
            402,
            body -> body.set("detail", body.arrayNode().add("x")),
            "process (key dialect), 402: field detail became an array (was a string)"),
        ofReply(
            "BackgroundRemovalByKeyIT",
            PROCESS,
            402,
            reply -> reply.withHeader("Content-Type", "application/problem+json"),
            "process (key dialect), 402: media type became application/problem+json (was"
                + " application/json)"),
        ofBody(
            "BackgroundRemovalByFilenameIT",
            PROCESS_IMAGE,
            200,
            body -> body.putNull("input_url"),
            "processImage (filename dialect), 200: field input_url became null (was a string)"),
        ofBody(
            "BackgroundRemovalByFilenameIT",
            PROCESS_IMAGE,
            200,
            body -> body.set("output_urls", body.arrayNode()),
            "processImage (filename dialect), 200: field output_urls became an array (was an"
                + " object)"),
        ofBody(
            "BackgroundRemovalByFilenameIT",
            PROCESS_IMAGE,
            404,
            body -> body.set("message", body.remove("detail")),
            "processImage (filename dialect), 404: field detail is missing (was a string)",
            "processImage (filename dialect), 404: field message is new (a string)"),
        ofBody(
            "AiCutIT",
            AI_CUT,
            200,
            body -> body.remove("bucket"),
            "initializeAiCut (AI Cut dialect), 200: field bucket is missing (was a string)"),
        ofBody(
            "AiCutIT",
            SEGMENT,
            200,
            body -> body.put("timestamp", "2026-11-21T00:00:00Z"),
            "segment (AI Cut dialect), 200: field timestamp became a string (was a number)"),
        ofReply(
            "AuthorizationIT",
            PRESIGN_UPLOAD,
            401,
            reply -> reply.withStatus(403),
            "presignUploadImage (filename dialect): answered 403 (was 401)"),
        ofReply(
            "RareFailuresIT#anAccountThatCallsTooOftenIsToldToBackOff",
            DELETE,
            429,
            reply -> reply.withoutHeader("Retry-After"),
            "deleteFiles (key dialect), 429: header Retry-After is missing"),
        ofRequest(
            "DefaultsIT#ofTheKeyDialect",
            PROCESS,
            eachVariant("output_key", variant -> putIfAbsent(variant, "format", "webp")),
            "default of KeyVariant.format became \"webp\" (was \"png\")"),
        ofRequest(
            "DefaultsIT#theQualityOfThePathDialect",
            PROCESS,
            eachVariant("output_file_path", variant -> putIfAbsent(variant, "quality", "low")),
            "default of PathVariant.quality became \"low\" (was \"high\")"),
        ofBody(
            "DefaultsIT#ofTheFilenameDialect",
            PROCESS_IMAGE,
            200,
            body -> rename((ObjectNode) body.path("output_urls"), "default", "main"),
            "default of NamedVariant.variant_name became \"main\" (was \"default\")"),
        ofBody(
            "DefaultsIT#ofAiCut",
            SEGMENT,
            200,
            body -> body.put("request_number", 1),
            "default of SegmentRequest.request_number became 1 (was 0)"));
  }

  @Test
  void whereNothingHasChangedNothingIsFound() throws IOException {
    List<String> tests = drifts().map(SeededDrift::tests).distinct().toList();

    Snapshot seen = run(SeededDrift.none(), tests);

    assertThat(Comparison.of(BASELINE, seen).differences()).isEmpty();
    assertThat(Comparison.of(Expectation.of(Contract.ours(), seen), seen).differences()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drifts")
  void aDriftIsFoundAndNothingElse(SeededDrift drift) throws IOException {
    Snapshot seen = run(drift, List.of(drift.tests()));

    assertThat(Comparison.of(BASELINE, seen).differences())
        .containsExactlyInAnyOrderElementsOf(drift.findings());
  }

  private Snapshot run(SeededDrift drift, List<String> tests) throws IOException {
    try (DriftingProxy proxy = new DriftingProxy(Packaged.emulator().url(), drift)) {
      LauncherFactory.create(PLAIN)
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      tests.stream()
                          .map("dev.clearcut.contract.suite."::concat)
                          .map(DriftIT::selector)
                          .toList())
                  .configurationParameter("contract.target", proxy.url().toString())
                  .configurationParameter("contract.reports", reports.toString())
                  .build());
    }
    return Snapshot.read(reports.resolve("contract-snapshot.json"));
  }

  private static DiscoverySelector selector(String tests) {
    return tests.contains("#")
        ? DiscoverySelectors.selectMethod(tests)
        : DiscoverySelectors.selectClass(tests);
  }

  private static Consumer<ObjectNode> ifHas(String field, Consumer<ObjectNode> change) {
    return body -> {
      if (body.has(field)) {
        change.accept(body);
      }
    };
  }

  private static Consumer<ObjectNode> eachVariant(String named, Consumer<ObjectNode> change) {
    return body ->
        body.path("output_variants")
            .valueStream()
            .filter(variant -> variant.has(named))
            .forEach(variant -> change.accept((ObjectNode) variant));
  }

  private static void putIfAbsent(ObjectNode variant, String field, String value) {
    if (!variant.has(field)) {
      variant.put(field, value);
    }
  }

  private static void rename(ObjectNode object, String from, String to) {
    if (object.has(from)) {
      object.set(to, object.remove(from));
    }
  }

  private static void reverse(ArrayNode items) {
    if (items.size() == 2) {
      items.add(items.remove(0));
    }
  }

  private static ArrayNode objects(JsonNode names) {
    ArrayNode objects = ((ArrayNode) names).arrayNode();
    names.forEach(name -> objects.addObject().set("path", name));
    return objects;
  }
}
