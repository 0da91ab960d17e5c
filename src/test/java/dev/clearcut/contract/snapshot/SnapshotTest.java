package dev.clearcut.contract.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot can be shown to anybody. */
class SnapshotTest {

  private static final String SCENARIO = "Sample.one";

  private final Recording recording = new Recording();

  @TempDir private Path folder;

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "9f8e7d6c5b4a39281706",
        "bc_live_9f8e7d6c5b4a",
        "d41d8cd9-8f00-b204-e980-0998ecf8427e",
        "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJ4In0.c2lnbmF0dXJl",
        "https://cdn.example/pub/Zm9v/result.png",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
      })
  void aSecretIsNotInItWhereverTheVendorPutsIt(String secret) throws IOException {
    String body =
        """
        {"detail": "%1$s", "%1$s": {"a": ["%1$s", {"%1$s": 1}]}, "output_urls": {"%1$s": "%1$s"}}
        """
            .formatted(secret);
    add("application/json; key=" + secret, body);
    add("image/" + secret, body);
    recording.observe(SCENARIO, "NamedVariant.variant_name", secret);
    recording.end(SCENARIO, true);

    assertThat(written()).contains("detail", "output_urls.*").doesNotContain(secret);
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    add("application/json", "{\"url\": \"x\", \"list\": [1, null, {\"a\": true}]}");
    recording.observe(SCENARIO, "SegmentRequest.request_number", 0);
    recording.end(SCENARIO, true);
    written();

    Snapshot read = Snapshot.read(folder.resolve("snapshot.json"));

    assertThat(read.scenarios())
        .singleElement()
        .satisfies(
            scenario -> {
              assertThat(scenario.passed()).isTrue();
              assertThat(scenario.observed()).containsKey("SegmentRequest.request_number");
            });
    assertThat(read.steps().toList())
        .containsExactly(
            new Step(
                "processImage",
                "filename",
                "Bearer",
                429,
                "application/json",
                List.of("Retry-After"),
                Map.of(
                    "", "object",
                    "url", "string",
                    "list", "array",
                    "list[]", "null or number or object",
                    "list[].a", "boolean")));
  }

  private void add(String contentType, String body) throws IOException {
    JsonNode json = new ObjectMapper().readTree(body);
    recording.add(
        SCENARIO,
        Step.of(
            Contract.ours().operation("processImage"),
            Dialect.FILENAME,
            Authorization.BEARER,
            429,
            contentType,
            header -> true,
            json));
  }

  private String written() throws IOException {
    Path file = folder.resolve("snapshot.json");
    recording.snapshot().write(file);
    return Files.readString(file);
  }
}
