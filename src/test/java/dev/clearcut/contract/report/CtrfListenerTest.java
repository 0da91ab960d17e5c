package dev.clearcut.contract.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@Execution(ExecutionMode.CONCURRENT)
class CtrfListenerTest {

  @TempDir private Path folder;

  /** Tests that end in each way in which tests end; the build leaves them alone. */
  static class Ends {

    @Test
    void well() {}

    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void twice(String text) {}

    @Test
    void badly() {
      fail("Not as it should be.");
    }

    @Test
    void early() {
      abort("Nothing to test with.");
    }

    @Test
    @Disabled("Not here.")
    void never() {}
  }

  /** A class that is skipped as a whole. */
  @Disabled("None of them.")
  static class Left {

    @Test
    void out() {}
  }

  @Test
  void aReportHasEveryTestWithItsEndAndItsReason() throws IOException {
    JsonNode report = new ObjectMapper().readTree(run(folder.resolve("ctrf.json")).toFile());

    assertThat(report.path("reportFormat").asText()).isEqualTo("CTRF");
    assertThat(report.path("specVersion").asText()).matches("\\d+\\.\\d+\\.\\d+");
    JsonNode results = report.path("results");
    assertThat(results.at("/tool/name").asText()).isEqualTo("JUnit");
    JsonNode summary = results.path("summary");
    assertThat(summary.path("start").asLong()).isPositive();
    assertThat(summary.path("stop").asLong())
        .isGreaterThanOrEqualTo(summary.path("start").asLong());
    assertThat(
            summary
                .propertyStream()
                .filter(count -> !count.getKey().startsWith("st"))
                .map(count -> count.getKey() + " " + count.getValue()))
        .containsExactlyInAnyOrder(
            "tests 7", "passed 3", "failed 1", "skipped 3", "pending 0", "other 0");
    assertThat(results.path("tests").valueStream().map(CtrfListenerTest::sentence))
        .containsExactly(
            "badly failed org.opentest4j.AssertionFailedError: Not as it should be.",
            "early skipped org.opentest4j.TestAbortedException: Nothing to test with.",
            "never skipped Not here.",
            "twice ([1] text = one) passed",
            "twice ([2] text = two) passed",
            "well passed",
            "CtrfListenerTest$Left skipped None of them.");
    assertThat(results.path("tests").valueStream())
        .allSatisfy(
            test -> {
              assertThat(test.path("duration").isIntegralNumber()).isTrue();
              assertThat(test.at("/suite/0").asText()).startsWith(CtrfListenerTest.class.getName());
            });
  }

  @Test
  void otherRunsWriteNone() {
    run(null);

    assertThat(folder).isEmptyDirectory();
  }

  private static String sentence(JsonNode test) {
    return "%s %s %s"
        .formatted(
            test.path("name").asText().replace("\"", ""),
            test.path("status").asText(),
            test.path("message").asText())
        .trim();
  }

  /** With the listener that is registered, and nothing of Quarkus. */
  private static Path run(Path file) {
    LauncherFactory.create(
            LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .build())
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(
                    DiscoverySelectors.selectClass(Ends.class),
                    DiscoverySelectors.selectClass(Left.class))
                .configurationParameters(
                    file == null ? Map.of() : Map.of(CtrfListener.FILE, file.toString()))
                .build());
    return file;
  }
}
