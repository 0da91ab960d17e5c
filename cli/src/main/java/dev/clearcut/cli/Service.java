package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** The operations of the service that are used here: openapi/clearcut.yaml. */
final class Service {

  private final Connection connection;

  Service(Connection connection) {
    this.connection = connection;
  }

  void pause(Duration time) {
    connection.pause(time);
  }

  JsonNode presets() {
    return get("/presets");
  }

  /** What a batch of photos that nobody knows would cost at most; nothing is opened. */
  JsonNode price(Wanted wanted, int photos) {
    ObjectNode request = wanted.request();
    for (int i = 0; i < photos; i++) {
      request.withArray("items").addObject().put("ref", "photo-" + i);
    }
    return post("/batches?dryRun=true", request, "");
  }

  /** What a photo would cost with all that is here of it; empty when nothing is. */
  Optional<BigDecimal> price(Wanted wanted, String sha256) {
    JsonNode known = get("/cutouts?limit=1&sha256=" + sha256).path("items").path(0);
    return known.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            post(
                    "/cutouts/%s/variants?dryRun=true".formatted(known.path("id").asText()),
                    wanted.request(),
                    "")
                .path("credits")
                .decimalValue());
  }

  /**
   * Opens a batch.
   *
   * @param key the same for a repeated request, which then opens no second one
   */
  JsonNode open(Wanted wanted, String name, Collection<String> refs, String key) {
    ObjectNode request = wanted.request().put("name", name);
    refs.forEach(ref -> request.withArray("items").addObject().put("ref", ref));
    return post("/batches", request, key);
  }

  /** Sends the photo of an item. */
  void fill(String batch, String ref, Path photo, String sha256) throws FileNotFoundException {
    connection.send(
        connection
            .request(
                "/batches/%s/items/%s"
                    .formatted(
                        batch, URLEncoder.encode(ref, StandardCharsets.UTF_8).replace("+", "%20")))
            .header("Content-Type", "application/octet-stream")
            .header("Repr-Digest", Digests.header(sha256))
            .PUT(BodyPublishers.ofFile(photo))
            .build());
  }

  /** Starts it; items without a photo are left out. */
  JsonNode start(String batch) {
    return post("/batches/%s/start?skipMissing=true".formatted(batch), null, "");
  }

  JsonNode resume(String batch) {
    return post("/batches/%s/resume".formatted(batch), null, "");
  }

  void delete(String batch) {
    connection.send(connection.request("/batches/" + batch).DELETE().build());
  }

  JsonNode batch(String batch) {
    return get("/batches/" + batch);
  }

  /**
   * A batch and the tag of its state.
   *
   * @param batch null when nothing has changed
   */
  record Look(JsonNode batch, String tag) {}

  /** Waits up to 20 seconds for the batch to become other than it was. */
  Look look(String batch, String tag) {
    HttpRequest.Builder request = connection.request("/batches/" + batch).GET();
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag).header("Prefer", "wait=20");
    }
    HttpResponse<byte[]> answer = connection.send(request.build());
    return new Look(
        answer.statusCode() == 304 ? null : json(answer),
        answer.headers().firstValue("ETag").orElse(""));
  }

  /** All items of a batch, or those with a status. */
  void items(String batch, Optional<String> status, Consumer<JsonNode> item) {
    String next =
        "/batches/%s/items?limit=1000%s"
            .formatted(batch, status.map(it -> "&status=" + it).orElse(""));
    while (!next.isEmpty()) {
      JsonNode page = get(next);
      page.path("items").forEach(item);
      next = page.path("next").asText();
    }
  }

  /**
   * What happens to a batch, as it happens.
   *
   * @param after the last event that is known; empty from the beginning
   */
  InputStream events(String batch, String after) throws IOException {
    HttpRequest.Builder request =
        connection
            .request("/batches/%s/events".formatted(batch))
            .header("Accept", "text/event-stream");
    if (!after.isEmpty()) {
      request.header("Last-Event-ID", after);
    }
    return connection.stream(request.build());
  }

  /**
   * Downloads a variant.
   *
   * @param cutout its path, as the item has it
   * @return its SHA-256, which the bytes have
   */
  String download(String cutout, String variant, Path into) throws IOException {
    HttpResponse<byte[]> answer =
        connection.send(
            connection.request("%s/variants/%s".formatted(cutout, variant)).GET().build(), into);
    String sha256 = Digests.of(into);
    String told = answer.headers().firstValue("ETag").orElse("").replace("\"", "");
    if (!told.isEmpty() && !told.equals(sha256)) {
      throw new IOException("it was damaged on its way");
    }
    return sha256;
  }

  private JsonNode get(String path) {
    return json(connection.send(connection.request(path).GET().build()));
  }

  private JsonNode post(String path, JsonNode body, String key) {
    HttpRequest.Builder request = connection.request(path);
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    if (body == null) {
      request.POST(BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(Json.write(body)));
    }
    return json(connection.send(request.build()));
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    URI uri = answer.uri();
    try {
      return Json.read(answer.body());
    } catch (IOException e) {
      throw new Stop(
          "The answer of %s is not JSON. Is it a Clearcut service?".formatted(uri.resolve("/")));
    }
  }
}
