package dev.clearcut.webhook;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static dev.clearcut.testing.Service.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.standardwebhooks.Webhook;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receivers of the how-to believe what is sent to them, and nothing else. */
@QuarkusTest
class WebhookExamplesTest {

  private static final Path EXAMPLES = Path.of("docs/examples/webhook");
  private static final String SECRET = "whsec_plJ3nmyCDGBKInavdOK15jsl2mlZOJ6vV4d0NcH9Qsw=";

  @Inject Due due;

  @ParameterizedTest
  @CsvSource({"receiver.py, python", "Receiver.java, java"})
  void thePageShowsThemAsTheyAre(String file, String language) throws IOException {
    assertThat(Files.readString(Path.of("docs/how-to/webhooks.md")))
        .contains("```%s\n%s```".formatted(language, Files.readString(EXAMPLES.resolve(file))));
  }

  @Test
  void theOneInPythonVerifies() throws IOException {
    assumeTrue(isThere("python3"), "python3 is not installed");

    verifies(List.of("python3", EXAMPLES.resolve("receiver.py").toString()));
  }

  @Test
  void theOneInJavaVerifies() throws IOException, URISyntaxException {
    String library =
        Path.of(Webhook.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();

    verifies(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            library,
            EXAMPLES.resolve("Receiver.java").toString()));
  }

  private static boolean isThere(String program) {
    try {
      return new ProcessBuilder(program, "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void verifies(List<String> command) throws IOException {
    VirtualTime.install();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.environment().put("PORT", String.valueOf(port));
    builder.environment().put("WEBHOOK_SECRET", SECRET);
    Path log = Path.of("target/webhook-example.log");
    Process receiver = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    String id =
        Json.at(
            service()
                .contentType(ContentType.JSON)
                .body(
                    "{\"url\": \"http://localhost:%d/\", \"events\": [\"webhook.off\"], \"secret\": \"%s\"}"
                        .formatted(port, SECRET))
                .post("/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .asString(),
            "id");
    try {
      await().alias(log.toString()).until(() -> !receiver.isAlive() || answers(port));
      service().post("/webhooks/{id}/test", id).then().statusCode(202);
      due.run();

      service()
          .get("/webhooks/{id}/deliveries", id)
          .then()
          .body(field("deliveries[0].status", equalTo("delivered")))
          .body(field("deliveries[0].answer", equalTo(204)));
      await().until(() -> Files.readString(log).contains("webhook.test"));
      given()
          .baseUri("http://localhost")
          .port(port)
          .header("webhook-id", "msg_forged")
          .header("webhook-timestamp", System.currentTimeMillis() / 1000)
          .header("webhook-signature", "v1,Zm9yZ2Vk")
          .contentType(ContentType.JSON)
          .body("{}")
          .post("/")
          .then()
          .statusCode(401);
    } finally {
      receiver.destroyForcibly();
      service().delete("/webhooks/{id}", id).then().statusCode(204);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
