package dev.clearcut.mock.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.contract.VendorContract;
import java.io.ByteArrayOutputStream;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls the emulator, and holds every answer of the vendor's API against the contract. */
final class Vendor {

  private static final String BOUNDARY = "a-boundary-that-no-image-has";

  /**
   * A part of a form.
   *
   * @param file whether it is sent as a file
   */
  record Part(String name, byte[] content, boolean file) {

    static Part file(String name, byte[] content) {
      return new Part(name, content, true);
    }

    static Part text(String name, String content) {
      return new Part(name, content.getBytes(UTF_8), false);
    }
  }

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final String base;

  Vendor(String base) {
    this.base = base;
  }

  /**
   * Sends JSON.
   *
   * @param authorization the header; null for none
   * @param body a text is sent as it is
   */
  Answer post(String path, String authorization, Object body) {
    String text = body instanceof String already ? already : write(body);
    return checked(
        path, post(path, authorization, "application/json", BodyPublishers.ofString(text)));
  }

  /** Sends nothing. */
  Answer post(String path, String authorization) {
    return checked(path, send(request(path, authorization).POST(BodyPublishers.noBody())));
  }

  /** Sends a form. */
  Answer post(String path, String authorization, List<Part> parts) {
    return post(path, "", authorization, parts);
  }

  /** Sends a form with a signed request. */
  Answer postSigned(String path, String token, List<Part> parts) {
    return post(path, "?signed_request=" + URLEncoder.encode(token, UTF_8), null, parts);
  }

  /** How many calls of the vendor's API were answered with each status. */
  Map<Integer, Integer> statuses() {
    return statuses;
  }

  /** Gets what a URL shows. */
  Answer get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).GET());
  }

  /** Reads through the admin API. */
  Answer admin(String path) {
    return done(send(request(path, null).GET()));
  }

  /** Changes something through the admin API. */
  Answer admin(String method, String path, Object body) {
    return done(
        send(
            request(path, null)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(write(body)))));
  }

  private Answer post(String path, String query, String authorization, List<Part> parts) {
    return checked(
        path,
        post(
            path + query,
            authorization,
            "multipart/form-data; boundary=" + BOUNDARY,
            BodyPublishers.ofByteArray(form(parts))));
  }

  private Answer post(String path, String authorization, String type, BodyPublisher body) {
    return send(request(path, authorization).header("Content-Type", type).POST(body));
  }

  private HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer checked(String path, Answer answer) {
    statuses.merge(answer.status(), 1, Integer::sum);
    List<String> violations =
        VendorContract.violations(path, answer.status(), answer.mediaType(), answer.body());
    if (!violations.isEmpty()) {
      throw new AssertionError("Not an answer of the contract: " + violations);
    }
    return answer;
  }

  private static Answer done(Answer answer) {
    if (answer.status() >= 300) {
      throw new AssertionError(new String(answer.body(), UTF_8));
    }
    return answer;
  }

  private String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] form(List<Part> parts) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (Part part : parts) {
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
              .formatted(
                  BOUNDARY,
                  part.name,
                  part.file
                      ? "; filename=\"photo\"\r\nContent-Type: application/octet-stream"
                      : "");
      form.writeBytes(head.getBytes(UTF_8));
      form.writeBytes(part.content);
      form.writeBytes("\r\n".getBytes(UTF_8));
    }
    form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return form.toByteArray();
  }
}
