package dev.clearcut.harness;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The emulator's admin API over HTTP. */
final class Admin {

  /** Nothing that works takes so long, on however slow a machine. */
  static final Duration HUNG = Duration.ofMinutes(5);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(HUNG).build();

  private final URI url;

  Admin(URI url) {
    this.url = url;
  }

  URI url() {
    return url;
  }

  JsonNode get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  void delete(String path) {
    send("DELETE", path, BodyPublishers.noBody());
  }

  JsonNode send(String method, String path, Map<String, ?> body) {
    return send(method, path, BodyPublishers.ofString(JSON.valueToTree(body).toString()));
  }

  /** Whether something answers there as an emulator does. */
  boolean answers() {
    try {
      get("/mock/clock");
      return true;
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Sends a request.
   *
   * @throws IllegalArgumentException with the emulator's own sentence when it refuses
   * @throws IllegalStateException when something else answers there
   */
  private JsonNode send(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(HUNG)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
      boolean isJson = answer.headers().firstValue("Content-Type").orElse("").contains("json");
      JsonNode json = JSON.readTree(isJson ? answer.body() : "null");
      if (answer.statusCode() / 100 == 2) {
        return json;
      }
      if (json.hasNonNull("detail")) {
        throw new IllegalArgumentException(json.get("detail").asText());
      }
      throw new IllegalStateException(
          "%s %s was answered with %d: is there an emulator at this address?"
              .formatted(method, request.uri(), answer.statusCode()));
    } catch (IOException e) {
      throw new UncheckedIOException("The emulator at %s does not answer: %s".formatted(url, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the emulator at " + url, e);
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
    List<T> all = new ArrayList<>();
    array.forEach(element -> all.add(reader.apply(element)));
    return List.copyOf(all);
  }
}
