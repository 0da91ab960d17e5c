package dev.clearcut.operation;

import static dev.clearcut.testing.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Callers;
import dev.clearcut.testing.ImageHost;
import dev.clearcut.testing.Photos;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One trace goes through the service and what it asks of the vendor. */
@QuarkusTest
@TestProfile(Callers.class)
class TracingTest {

  private final SpansSeen seen;

  TracingTest(SpansSeen seen) {
    this.seen = seen;
  }

  @Test
  void makingACutoutIsOneTraceWithItsCallsAndNoSecret() {
    seen.forget();

    given()
        .header("X-API-Key", Callers.EDITOR)
        .multiPart("image", "photo.jpg", Photos.unseenCup())
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
    assertThat(spans)
        .noneMatch(span -> span.toString().contains(Callers.VENDOR_KEY))
        .noneMatch(span -> span.toString().contains(Callers.EDITOR));
    assertThat(spans).noneMatch(span -> span.toString().contains("/pub/"));
  }

  @Test
  void whereAPhotoIsFetchedIsInNoTrace() {
    seen.forget();
    try (ImageHost host = new ImageHost()) {
      host.bytes("/a-secret-path", Photos.unseenCup());
      given()
          .header("X-API-Key", Callers.EDITOR)
          .multiPart("imageUrl", host.url("/a-secret-path?a-secret-query"))
          .post("/cutouts")
          .then()
          .statusCode(201);
      assertThat(host.headers().get(0)).doesNotContainKeys("Traceparent", "Baggage");
    }

    await().until(() -> seen.spans().stream().anyMatch(span -> isServer(span, "POST /cutouts")));
    assertThat(seen.spans()).noneMatch(span -> span.toString().contains("a-secret"));
  }

  private static boolean isServer(SpanData span, String name) {
    return span.getKind() == SpanKind.SERVER && span.getName().equals(name);
  }
}
