package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clearcut.contract.snapshot.Recording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call of the suite, to a vendor who says what the test wants him to say. */
class CallTest {

  private static final String KEY = "a-key-of-the-test";

  private record Said(int status, String json) {}

  private final Deque<Said> answers = new ArrayDeque<>();
  private final Recording recording = new Recording();
  private HttpServer server;
  private Vendor vendor;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Target target =
        new Target(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            false,
            Optional.of(KEY));
    vendor = new Vendor(target, KEY, "prefix/", Optional.of(new Vendor.Log(recording, "one")));
  }

  private void answer(HttpExchange exchange) throws IOException {
    Said said = answers.remove();
    byte[] body = said.json().getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Retry-After", "0");
    exchange.sendResponseHeaders(said.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anAnswerThatIsNotOfTheContractFailsAndIsNotedAllTheSame() {
    answers.add(new Said(200, "{\"uri\": \"x\"}"));

    assertThatThrownBy(() -> vendor.call("getPublicUrl").json("{'key': 'a'}").send())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("url");
    assertThat(recording.snapshot().steps())
        .singleElement()
        .satisfies(step -> assertThat(step.body()).containsKey("uri"));
  }

  @Test
  void aRequestThatIsWrongWithoutPurposeIsNotSent() {
    assertThatThrownBy(() -> vendor.call("getPublicUrl").json("{}").send())
        .hasMessageContaining("what the suite itself sends to getPublicUrl");
    assertThatThrownBy(() -> vendor.call("upload").text("key", "a").send())
        .hasMessageContaining("what the suite itself sends to upload");
    assertThat(recording.snapshot().steps()).isEmpty();
  }

  @Test
  void theKeyIsNotInWhatAFailureSays() {
    answers.add(new Said(404, "{\"error\": \"%s\"}".formatted(KEY)));

    assertThatThrownBy(() -> vendor.call("getPublicUrl").json("{'key': 'a'}").send())
        .hasMessageNotContaining(KEY);
  }

  @Test
  void whoIsToldToSlowDownWaitsAndAsksAgain() {
    answers.add(new Said(429, "{\"detail\": \"Slow down.\"}"));
    answers.add(new Said(200, "{\"url\": \"https://cdn.example/a\"}"));

    assertThat(vendor.publicUrl("a")).isEqualTo("https://cdn.example/a");
  }
}
