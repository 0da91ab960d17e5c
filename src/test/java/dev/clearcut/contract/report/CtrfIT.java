package dev.clearcut.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The suite, which has run before, leaves a report of each of its runs beside that of JUnit. */
class CtrfIT {

  @ParameterizedTest
  @ValueSource(strings = {"ctrf-report.json", "ctrf-report-onnx.json"})
  void everyTestOfTheSuiteIsReported(String file) throws IOException {
    JsonNode results =
        new ObjectMapper()
            .readTree(Path.of("target/failsafe-reports", file).toFile())
            .path("results");

    assertThat(results.path("tests")).hasSize(results.at("/summary/tests").asInt());
    assertThat(results.path("tests").valueStream().map(test -> test.at("/suite/0").asText()))
        .contains("dev.clearcut.contract.suite.FileSpaceIT")
        .allMatch(suite -> suite.startsWith("dev.clearcut.contract.suite."));
  }
}
