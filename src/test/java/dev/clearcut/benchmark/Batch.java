package dev.clearcut.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A batch of the service, filled and started by one caller. */
final class Batch {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOOK_EVERY_MILLIS = 200;

  /** What is bought for each item: WebP and of low quality unless said otherwise. */
  static final String VARIANT = "\"format\": \"%s\", \"quality\": \"low\"";

  interface Photos {
    byte[] photo(int item) throws IOException;
  }

  private final Connection service;
  private final String path;

  private Batch(Connection service, String path) {
    this.service = service;
    this.path = path;
  }

  /** Opens and fills it. */
  static Batch filled(Connection service, int items, String format, Photos photos)
      throws IOException {
    String refs =
        IntStream.range(0, items)
            .mapToObj("{\"ref\": \"item-%d\"}"::formatted)
            .collect(Collectors.joining(", "));
    String body =
        "{\"variants\": [{\"name\": \"cutout\", %s}], \"items\": [%s]}"
            .formatted(VARIANT.formatted(format), refs);
    String id =
        JSON.readTree(service.send(json("/batches", body)).expect(201).body()).get("id").asText();
    Batch batch = new Batch(service, "/batches/" + id);
    for (int i = 0; i < items; i++) {
      service
          .send(
              Request.put(
                  batch.path + "/items/item-" + i,
                  Stack.AUTHORIZATION,
                  "image/jpeg",
                  photos.photo(i)))
          .expect(201);
    }
    return batch;
  }

  /** Starts it. */
  void start() throws IOException {
    service.send(json(path + "/start", "")).expect(202);
  }

  /** Waits until it has ended well. */
  void awaitReady() throws IOException, InterruptedException {
    String status = "running";
    while (status.equals("running")) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      status = read().get("status").asText();
    }
    if (!status.equals("ready")) {
      throw new IOException("The batch is %s: %s".formatted(status, read()));
    }
  }

  /** Makes no more of it. */
  void cancel() throws IOException {
    service.send(json(path + "/cancel", "")).ok();
  }

  JsonNode read() throws IOException {
    return JSON.readTree(
        service.send(Request.get(path, "Authorization: " + Stack.AUTHORIZATION)).ok().body());
  }

  /** Its address below the service's. */
  String path() {
    return path;
  }

  private static Request json(String path, String body) {
    return Request.post(
        path, Stack.AUTHORIZATION, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }
}
