package dev.clearcut.mock.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Emulator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that wait hold no thread: a thousand of them take hardly longer than one. */
@QuarkusTest
class ManyDelaysTest {

  private static final int CALLS = 1000;

  /** One after the other on as many threads as a server has, they would take half a minute. */
  private static final Duration FAR_LESS_THAN_ON_THREADS = Duration.ofSeconds(12);

  private final String account = "delays-" + UUID.randomUUID();

  @AfterEach
  void noFaultIsLeft() {
    Emulator.reset(account);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'phase': 'before', 'delay': 'PT2S'",
        "'phase': 'after', 'delay': 'PT2S'",
        "'work': 'PT2S'"
      })
  void aThousandCallsWaitAtATime(String wait) {
    Emulator.fault("{'account': '%s', 'operation': 'deleteFiles', %s}".formatted(account, wait));
    HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    long start = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> calls =
        Stream.generate(() -> client.sendAsync(request(), BodyHandlers.ofString()))
            .limit(CALLS)
            .toList();

    assertThat(calls)
        .allSatisfy(call -> assertThat(call.join().body()).isEqualTo("{\"success\":true}"));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(2), FAR_LESS_THAN_ON_THREADS);
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + RestAssured.port + "/v3/file-ops/delete/"))
        .header("Authorization", "Token " + account)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"pattern\": \"x\"}"))
        .build();
  }
}
