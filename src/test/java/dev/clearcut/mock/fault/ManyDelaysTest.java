package dev.clearcut.mock.fault;

import static dev.clearcut.testing.Patience.await;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that wait hold no thread: a server of a few hundred threads holds a thousand of them. */
@QuarkusTest
class ManyDelaysTest {

  private static final int CALLS = 1000;

  private final String account = "delays-" + UUID.randomUUID();

  @AfterEach
  void noFaultIsLeft() {
    Emulator.reset(account);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'phase': 'before', 'delay': 'PT1H'",
        "'phase': 'after', 'delay': 'PT1H'",
        "'work': 'PT1H'"
      })
  void aThousandCallsWaitAtATime(String wait) {
    String fault =
        Emulator.fault(
            "{'account': '%s', 'operation': 'deleteFiles', %s}".formatted(account, wait));
    HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    List<CompletableFuture<HttpResponse<String>>> calls =
        Stream.generate(() -> client.sendAsync(request(), BodyHandlers.ofString()))
            .limit(CALLS)
            .toList();

    await().until(() -> Emulator.fired(fault) == CALLS);
    assertThat(calls).noneMatch(CompletableFuture::isDone);
    calls.forEach(call -> call.cancel(true));
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
