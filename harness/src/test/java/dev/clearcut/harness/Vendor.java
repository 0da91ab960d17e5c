package dev.clearcut.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls of the vendor's API by a plain HTTP client, as a user of the harness would make them. */
final class Vendor {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BOUNDARY = "a-boundary";

  private final URI url;
  private final String authorization;

  /**
   * @param authorization the header; null to send none
   */
  Vendor(URI url, String authorization) {
    this.url = url;
    this.authorization = authorization;
  }

  static Vendor token(Emulator emulator) {
    return new Vendor(emulator.url(), "Token " + emulator.key());
  }

  HttpResponse<byte[]> json(String path, String body) {
    return send(request(path, "application/json", body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Without a body. */
  HttpResponse<byte[]> post(String path) {
    return send(request(path, "application/json", new byte[0]));
  }

  HttpResponse<byte[]> form(String path, Map<String, String> texts, String file, byte[] photo) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    texts.forEach(
        (name, text) ->
            part(form, "name=\"%s\"\r\n".formatted(name), text.getBytes(StandardCharsets.UTF_8)));
    part(
        form,
        "name=\"%s\"; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg\r\n".formatted(file),
        photo);
    form.writeBytes("--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
    return send(request(path, "multipart/form-data; boundary=" + BOUNDARY, form.toByteArray()));
  }

  HttpResponse<byte[]> publicUrl(String key) {
    return json("/v3/file-ops/get-public-url/", "{\"key\": \"%s\"}".formatted(key));
  }

  HttpResponse<byte[]> upload(String key, byte[] photo) {
    return form("/v3/file-ops/upload/", Map.of("key", key), "file", photo);
  }

  static HttpResponse<byte[]> get(URI file) {
    return send(HttpRequest.newBuilder(file));
  }

  private static void part(ByteArrayOutputStream form, String head, byte[] content) {
    form.writeBytes(
        "--%s\r\nContent-Disposition: form-data; %s\r\n"
            .formatted(BOUNDARY, head)
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(String path, String mediaType, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofByteArray(body));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(Admin.HUNG).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
