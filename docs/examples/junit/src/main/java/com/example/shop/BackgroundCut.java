package com.example.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The four calls that make a cutout. */
final class BackgroundCut {

  private static final String BOUNDARY = "boundary-of-the-form";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;
  private final String key;

  BackgroundCut(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  /** The vendor did not do, or did not say that it did, what it was asked for. */
  static final class FailedException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    FailedException(int status, String detail) {
      super(status + ": " + detail);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** Stores a photo. */
  void upload(String name, byte[] photo) throws IOException, InterruptedException {
    String head =
        """
        --%1$s\r
        Content-Disposition: form-data; name="key"\r
        \r
        %2$s\r
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="photo.jpg"\r
        Content-Type: image/jpeg\r
        \r
        """
            .formatted(BOUNDARY, name);
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    form.writeBytes(photo);
    form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    post("/v3/file-ops/upload/", "multipart/form-data; boundary=" + BOUNDARY, form.toByteArray());
  }

  /** Removes the background. This costs a credit, each time. */
  void process(String photo, String cutout) throws IOException, InterruptedException {
    post(
        "/v3/tools/ai/remove-bg/process/",
        Map.of("input_key", photo, "output_variants", List.of(Map.of("output_key", cutout))));
  }

  /** Where a file can be read without a key. */
  URI publicUrl(String name) throws IOException, InterruptedException {
    return URI.create(
        post("/v3/file-ops/get-public-url/", Map.of("key", name)).path("url").asText());
  }

  /** Reads a file. */
  byte[] download(URI file) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(file).build());
  }

  private JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return post(path, "application/json", JSON.writeValueAsBytes(body));
  }

  private JsonNode post(String path, String mediaType, byte[] body)
      throws IOException, InterruptedException {
    return JSON.readTree(
        send(
            HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Token " + key)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofByteArray(body))
                .build()));
  }

  private byte[] send(HttpRequest request) throws IOException, InterruptedException {
    var answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new FailedException(
          answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer.body();
  }
}
