package dev.clearcut.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.harness.Emulator;
import io.quarkus.test.QuarkusDevModeTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application in dev mode, and the emulator in its Dev UI. */
class DevModeTest {

  private static final int PORT = freePort();

  @RegisterExtension
  static final QuarkusDevModeTest APPLICATION =
      new QuarkusDevModeTest()
          .withApplicationRoot(
              jar ->
                  jar.addClass(Word.class)
                      .addAsResource(
                          new StringAsset(
                              """
                              quarkus.application.name=shop
                              quarkus.http.port=%d
                              quarkus.backgroundcut.devservices.shared=false
                              """
                                  .formatted(PORT)),
                          "application.properties"));

  private final HttpClient http = HttpClient.newHttpClient();

  /** One story, because each start of the application takes seconds. */
  @Test
  void theDevUiSteersTheEmulatorWhichOutlivesALiveReload() throws Exception {
    try (DevUi devUi = DevUi.of(http, PORT)) {
      JsonNode overview = devUi.call("overview", Map.of());
      URI url = URI.create(overview.path("url").asText());
      assertThat(overview.path("key").asText()).isEqualTo("dev-shop");
      assertThat(overview.path("accounts").path("dev-shop").asInt()).isEqualTo(1000);
      assertThat(devUi.call("address", Map.of()).asText()).isEqualTo(url.toString());

      devUi.call("fail", Map.of("operation", "getPublicUrl", "phase", "before", "answer", "429"));
      assertThat(publicUrl(url, "dev-shop")).isEqualTo(429);
      assertThat(publicUrl(url, "dev-shop")).isEqualTo(404);

      devUi.call("credits", Map.of("account", "dev-other", "credits", "0.5"));
      assertThat(Emulator.at(url, "dev-other").credits()).isEqualByComparingTo("0.5");
    }

    assertThat(word()).isEqualTo("before");
    APPLICATION.modifySourceFile(Word.class, source -> source.replace("before", "after"));
    assertThat(word()).isEqualTo("after");

    try (DevUi devUi = DevUi.of(http, PORT)) {
      JsonNode calls = devUi.call("calls", Map.of());
      assertThat(calls).hasSize(2);
      assertThat(calls.path(0).path("status").asInt()).as("the newest first").isEqualTo(404);
      assertThat(calls.path(1).path("faults")).hasSize(1);

      devUi.call("reset", Map.of());
      assertThat(devUi.call("calls", Map.of())).isEmpty();
    }
  }

  /** A call that costs nothing, for a file that is not there. */
  private int publicUrl(URI url, String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/v3/file-ops/get-public-url/"))
            .header("Authorization", "Token " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"key\": \"none.png\"}"))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private String word() throws IOException, InterruptedException {
    URI word = URI.create("http://localhost:%d/word".formatted(PORT));
    return http.send(HttpRequest.newBuilder(word).build(), BodyHandlers.ofString()).body();
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
