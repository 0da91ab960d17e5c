package dev.clearcut.contract.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.snapshot.Scenario;
import dev.clearcut.contract.snapshot.Snapshot;
import dev.clearcut.contract.snapshot.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line that finds drift. */
class DriftTest {

  private static final String CONTRACT = "openapi/backgroundcut-v3.yaml";
  private static final Step GOOD =
      step(200, "application/json", Map.of("", "object", "success", "boolean"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void equalSnapshotsHaveNoDrift() {
    assertThat(drift(file("one.json", true, GOOD), file("other.json", true, GOOD))).isZero();
    assertThat(out).hasToString("No drift.\n");
  }

  @Test
  void aDifferenceIsASentenceAndTheExitStatus() {
    String changed =
        file(
            "changed.json",
            true,
            step(200, "application/json", Map.of("", "object", "success", "string")));

    assertThat(drift(file("one.json", true, GOOD), changed)).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("upload (key dialect), 200: field success became a string (was a boolean)\n");
  }

  @Test
  void aTestThatFailsWithoutAVisibleReasonIsADifference() {
    assertThat(drift(file("one.json", true, GOOD), file("failed.json", false, GOOD))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Sample.one: failed after call 1, and no answer shows why");
  }

  @Test
  void theContractIsComparedToo() {
    assertThat(drift(CONTRACT, file("good.json", true, GOOD))).isZero();
    assertThat(
            drift(
                CONTRACT,
                file("teapot.json", true, step(418, "application/json", Map.of("", "object")))))
        .isEqualTo(1);
    assertThat(
            drift(
                CONTRACT,
                file(
                    "fields.json",
                    true,
                    step(429, "text/plain", Map.of("", "object", "x", "array")))))
        .isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "upload (key dialect): answered 418, which is not documented",
            "upload (key dialect), 429: media type became text/plain (was application/json)",
            "upload (key dialect), 429: header Retry-After is missing",
            "upload (key dialect), 429: field detail is missing (was a string)",
            "upload (key dialect), 429: field x is new (an array)");
  }

  @Test
  void wrongUseIsExplained() throws IOException {
    Path noSnapshot = Files.writeString(folder.resolve("no-snapshot.json"), "{\"a\": 1}");

    assertThat(drift("one")).isEqualTo(2);
    assertThat(drift(CONTRACT, "missing.json")).isEqualTo(2);
    assertThat(drift(CONTRACT, noSnapshot.toString())).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("Usage: bin/drift", "There is no file missing.json", "Not a snapshot");
    assertThat(drift("--help")).isZero();
  }

  private int drift(String... arguments) {
    return Drift.run(List.of(arguments), new PrintStream(out), new PrintStream(errors));
  }

  private String file(String name, boolean passed, Step step) {
    Path file = folder.resolve(name);
    new Snapshot(List.of(new Scenario("Sample.one", passed, Map.of(), List.of(step)))).write(file);
    return file.toString();
  }

  private static Step step(int status, String mediaType, Map<String, String> body) {
    return new Step("upload", "key", "Token", status, mediaType, List.of(), body);
  }
}
