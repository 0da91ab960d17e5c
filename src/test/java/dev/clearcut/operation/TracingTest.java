package dev.clearcut.operation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clearcut.testing.Photos;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One trace goes through the service and what it asks of the vendor. */
@QuarkusTest
@TestProfile(TracingTest.On.class)
class TracingTest {

  private static final String KEY = "a-secret-of-the-tracing-test";

  /** Traces are made, and kept in this process. */
  public static class On implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.otel.sdk.disabled", "false",
          "quarkus.otel.traces.exporter", "none",
          "clearcut.backgroundcut.api-key", KEY);
    }
  }

  private final SpansSeen seen;

  TracingTest(SpansSeen seen) {
    this.seen = seen;
  }

  @Test
  void makingACutoutIsOneTraceWithItsCallsAndNoSecret() {
    given()
        .multiPart("image", "photo.jpg", Photos.unseenCoffee())
        .post("/cutouts")
        .then()
        .statusCode(201);

    await().until(() -> seen.spans().stream().anyMatch(span -> isServer(span, "POST /cutouts")));
    List<SpanData> spans = seen.spans();
    SpanData request =
        spans.stream().filter(span -> isServer(span, "POST /cutouts")).findFirst().orElseThrow();
    List<SpanData> calls =
        spans.stream().filter(span -> span.getKind() == SpanKind.CLIENT).toList();

    assertThat(calls)
        .extracting(SpanData::getName)
        .anyMatch(name -> name.contains("/v3/file-ops/upload/"))
        .anyMatch(name -> name.contains("/v3/tools/ai/remove-bg/process/"));
    assertThat(calls)
        .allSatisfy(call -> assertThat(call.getTraceId()).isEqualTo(request.getTraceId()));
    assertThat(spans)
        .extracting(SpanData::getName)
        .contains("GET public file")
        .noneMatch(name -> name.startsWith("GET /pub"));
    assertThat(spans).noneMatch(span -> span.toString().contains(KEY));
    assertThat(spans).noneMatch(span -> span.toString().contains("/pub/"));
  }

  private static boolean isServer(SpanData span, String name) {
    return span.getKind() == SpanKind.SERVER && span.getName().equals(name);
  }
}
